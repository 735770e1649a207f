/** What the scripts of this folder share: where things are, and how to run a tool. */
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {fileURLToPath} from 'node:url';
import path from 'node:path';

/** The repository's top folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** TypeScript 7 checks and emits. `typescript` itself is version 6, for the tools that need its JavaScript API. */
export const tsc = path.join(root, 'node_modules/typescript7/bin/tsc');

/** Entry points of the tools that we run by `node`, so that no shell or `.bin` shim of a platform is in the way. */
export const bin = {
  vite: 'node_modules/vite/bin/vite.js',
  cem: 'node_modules/@custom-elements-manifest/analyzer/cem.js',
  litLocalize: 'node_modules/@lit/localize-tools/bin/lit-localize.js',
  openapiTypescript: 'node_modules/openapi-typescript/bin/cli.js',
};

/**
 * Runs a Node script to its end.
 * @param {string} script path from the top folder
 * @param {string[]} args
 * @param {{quiet?: boolean, env?: Record<string, string>}} [options] `quiet`: print its output only if it fails
 * @returns {string} what it printed
 * @throws {Error} if it ends with anything but 0
 */
export const runNode = (script, args, {quiet = false, env = {}} = {}) => {
  const result = spawnSync(process.execPath, [path.resolve(root, script), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 26,
  });
  const output = `${result.stdout}${result.stderr}`;
  if (!quiet || result.status !== 0) process.stdout.write(output);
  if (result.status !== 0) throw new Error(`${script} ended with ${result.status ?? result.signal}`);
  return output;
};

/**
 * Files below a folder, sorted, as paths from the top folder with forward slashes; none if there is no such folder.
 * @param {string} folder
 * @param {(path: string) => boolean} [wanted]
 */
export const filesBelow = (folder, wanted = () => true) => {
  try {
    return readdirSync(path.join(root, folder), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .filter((file) => !file.includes('node_modules/') && wanted(file))
      .sort();
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return [];
    throw error;
  }
};

/** Whether a script was called with a flag, such as `--check`. */
export const flag = (/** @type {string} */ name) => process.argv.includes(`--${name}`);

/**
 * Lends a folder that is gone afterwards.
 * @template T
 * @param {(folder: string) => T} use
 * @returns {T}
 */
export const temporaryFolder = (use) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kb-otp-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
};

/** A file's text, or undefined if there is no such file. */
export const textOf = (/** @type {string} */ file) => {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * Writes generated files that have changed; with `--check`, writes none and makes the process fail if there is one.
 * @param {Record<string, string>} files path from the top folder -> text
 * @param {{name: string, because: string, repair: string}} words
 */
export const writeOrCheck = (files, {name, because, repair}) => {
  const drifted = Object.keys(files).filter((file) => textOf(file) !== files[file]);
  if (drifted.length === 0) return console.log(`${name}: current`);
  if (flag('check')) return fail(`${name}: ${drifted.join(', ')} is not current (${because}): run \`${repair}\``);
  for (const file of drifted) {
    mkdirSync(path.dirname(path.join(root, file)), {recursive: true});
    writeFileSync(path.join(root, file), files[file] ?? '');
  }
  console.log(`${name}: wrote ${drifted.join(', ')}`);
};

/** Says what is wrong and makes the process fail in the end. */
export const fail = (/** @type {string} */ message) => {
  console.error(message);
  process.exitCode = 1;
};
