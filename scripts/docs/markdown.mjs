/** Markdown as the generated parts of the docs write it, and what the checks read of it. */

/** @param {string | undefined} text */
export const code = (text) => (text ? `\`${text.replace(/\s+/g, ' ')}\`` : '');

/** A pipe would end the cell, even inside backticks. */
const cell = (text = '') =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim();

/** @param {readonly (string | undefined)[]} cells */
const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;

/**
 * A table; nothing where it would have no row.
 * @param {readonly string[]} columns
 * @param {readonly (readonly (string | undefined)[])[]} rows
 */
export const table = (columns, rows) =>
  rows.length === 0 ? '' : [row(columns), row(columns.map(() => '---')), ...rows.map(row)].join('\n');

/**
 * Text outside of code, fenced or not, where links and headings are.
 * @param {string} markdown
 */
export const withoutFences = (markdown) => markdown.replace(/^(`{3,}|~{3,}).*?^\1$/gms, '');

/**
 * The fragment that leads to a heading: as hosts of repositories make it, and the site the same.
 * @param {string} heading
 */
export const slugOf = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');

/**
 * The fragments of a page's headings; of several that are alike the later ones are counted.
 * @param {string} markdown
 * @returns {Set<string>}
 */
export const slugsOf = (markdown) => {
  const seen = new Map();
  const slugs = [...withoutFences(markdown).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => {
    const slug = slugOf(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set(slugs);
};

/**
 * The first heading of a page.
 * @param {string} markdown
 */
export const titleOf = (markdown) => /^# (.+)$/m.exec(markdown)?.[1]?.replaceAll('`', '') ?? '';
