/** A file of the endpoint's variables to begin with: those that must be set are empty, the others commented out. */

const width = 100;

/** @type {(text: string) => string} */
const comment = (text) => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`;
    if (line.length + 1 > width && lines.at(-1)) lines.push(` ${word}`);
    else lines[lines.length - 1] = line;
  }
  return lines.map((line) => `#${line}`).join('\n');
};

const plain = (text) => text.replaceAll('`', '');

/** @type {(entry: [string, {what: string, otherwise: string}]) => string} */
const variable = ([name, {what, otherwise}]) => {
  const isNeeded = otherwise === 'must be set' || otherwise.startsWith('must be set,');
  const said = comment(plain(`${what}. Without it: ${otherwise}.`));
  return `${said}\n${isNeeded ? '' : '#'}${name}=\n`;
};

const head = `${comment(
  'Made from the endpoint’s own table of variables. Copy it, readable for root alone, and fill in what has no # before it; `openssl rand -base64 32` makes a key, each another one.',
)}\n`;

/** @param {Readonly<Record<string, {what: string, otherwise: string}>>} descriptions */
export const environmentFile = (descriptions) =>
  [plain(head), ...Object.entries(descriptions).map(variable)].join('\n');
