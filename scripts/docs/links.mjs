/** Links that lead nowhere: of the Markdown in the repository, and of a built site. */
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import {parse} from 'parse5';
import {root, textOf} from '../tools.mjs';
import {slugsOf, withoutFences} from './markdown.mjs';

const isElsewhere = (target) => /^[a-z]+:/i.test(target);

/**
 * What is wrong with the links of one Markdown file, beside those to other sites.
 * @param {string} file from the top folder
 * @returns {string[]}
 */
export const faultyMarkdownLinks = (file) => {
  const text = withoutFences(textOf(file) ?? '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.flatMap((target) => {
    if (isElsewhere(target)) return [];
    const [address = '', fragment] = target.split('#');
    const meant = address ? path.posix.join(path.posix.dirname(file), address) : file;
    if (!existsSync(path.join(root, meant))) return [`${file}: ${target} is not there`];
    if (fragment && !slugsOf(textOf(meant) ?? '').has(fragment)) return [`${file}: ${target} has no such heading`];
    return [];
  });
};

const visit = (node, act) => {
  act(node);
  for (const child of node.childNodes ?? []) visit(child, act);
};

/** The addresses that a page leads to, and the fragments that lead into it. */
const anchorsOf = (html) => {
  /** @type {string[]} */
  const links = [];
  const ids = new Set();
  visit(parse(html), ({tagName, attrs = []}) => {
    for (const {name, value} of attrs) {
      if (name === 'id') ids.add(value);
      if ((name === 'href' && tagName === 'a') || (name === 'src' && tagName === 'img')) links.push(value);
    }
  });
  return {links, ids};
};

/**
 * What is wrong with the links of a built site.
 * @param {string} folder
 * @returns {string[]}
 */
export const faultyLinks = (folder) => {
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).map((file) => file.replaceAll('\\', '/'));
  const pages = new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => [file, anchorsOf(readFileSync(path.join(folder, file), 'utf8'))]),
  );
  const fileOf = (address) =>
    [address, `${address}.html`, path.posix.join(address, 'index.html')].find(
      (file) => files.includes(file) && statSync(path.join(folder, file)).isFile(),
    );
  const faults = [...pages].flatMap(([page, {links}]) =>
    links.flatMap((link) => {
      if (isElsewhere(link)) return [];
      const {pathname, hash} = new URL(link, `https://site.example/${page}`);
      const file = fileOf(decodeURIComponent(pathname.slice(1)) || 'index.html');
      if (!file) return [`${page} leads to ${link}, which is not there`];
      const id = decodeURIComponent(hash.slice(1));
      return id && !pages.get(file)?.ids.has(id) ? [`${page} leads to ${link}, which has no such heading`] : [];
    }),
  );
  return [...new Set(faults)];
};
