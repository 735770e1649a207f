/** The licences of packages that are built into a file, where comments are minified away. */
import {readFileSync} from 'node:fs';
import path from 'node:path';

/** The package folder of a module within `node_modules`. */
const packageFolder = (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0];

const readIfPresent = (file) => {
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
};

const licenceOf = (folder) => {
  const {name, version, license} = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE'].flatMap((file) =>
    readIfPresent(path.join(folder, file)),
  )[0];
  return `${name} ${version} (${license})\n\n${text ?? ''}`;
};

/**
 * @param {string[]} modules files that went into it
 * @returns {string} a text a package
 */
export const licencesOf = (modules) => {
  const packages = new Set(modules.flatMap((id) => packageFolder(id) ?? []));
  return `${[...packages]
    .map(licenceOf)
    .sort()
    .join(`\n${'-'.repeat(80)}\n\n`)}`;
};
