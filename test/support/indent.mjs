/** @param {string} text of one line or several, as it stands below the line that it explains */
export const indent = (text) =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
