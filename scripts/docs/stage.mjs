/** A page of the repository as a page of the site: where it is, and where its links lead there. */
import {existsSync} from 'node:fs';
import path from 'node:path';
import {root, textOf} from '../tools.mjs';
import {pages} from './pages.mjs';

/** Where readers of the site find what is no page of it. */
const repository = JSON.parse(textOf('package.json') ?? '{}').homepage.replace(/#.*/, '');

/**
 * Where a page of the same name is already.
 * @type {Readonly<Record<string, string>>}
 */
const places = {'SECURITY.md': 'report-a-weakness.md'};

/**
 * `docs/reference/otp-list.md` -> `reference/otp-list.md`, `CONTRIBUTING.md` -> `contributing.md`
 * @param {string} file
 * @returns {string}
 */
export const placeOf = (file) => places[file] ?? file.replace(/^(docs|site\/own)\//, '').toLowerCase();

const isOutside = (target) => /^([a-z]+:|#|\/)/.test(target);

/**
 * @param {string} target of a link, as it is written
 * @param {string} file that it is written in
 * @param {Readonly<Record<string, string>>} attached
 */
const leadingTo = (target, file, attached) => {
  if (isOutside(target)) return target;
  const [address = '', fragment] = target.split('#');
  const meant = path.posix.join(path.posix.dirname(file), address);
  const hash = fragment ? `#${fragment}` : '';
  if (meant in attached) return `/${attached[meant]}`;
  if (meant === 'README.md') return '/';
  if (pages.some((page) => page.file === meant)) return `/${placeOf(meant)}${hash}`;
  return existsSync(path.join(root, meant)) ? `${repository}/tree/main/${meant}` : target;
};

const outsideOfCode = (markdown, change) =>
  markdown
    .split(/(^(?:`{3,}).*?^`{3,}$|`[^`\n]*`(?!\]))/ms)
    .map((piece, index) => (index % 2 ? piece : change(piece)))
    .join('');

/**
 * The text of a page with links that lead where the site has what they mean. A fence that names its file keeps the
 * language alone.
 * @param {string} file from the top folder
 * @param {string} markdown
 * @param {Readonly<Record<string, string>>} attached files that the site has beside its pages, and their names there
 */
export const staged = (file, markdown, attached) =>
  outsideOfCode(markdown, (text) =>
    text.replace(/\]\(([^)\s]+)\)/g, (_, target) => `](${leadingTo(target, file, attached)})`),
  ).replace(/^(`{3}\w+) +\S+$/gm, '$1');
