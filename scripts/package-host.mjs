/** The package as npm would pack it, put where a host would have it. */
import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {root, temporaryFolder} from './tools.mjs';

/**
 * Runs a program to its end.
 * @returns {string} what it printed on its standard output
 * @throws {Error} with all that it printed, if it ends with anything but 0
 */
export const run = (command, args, cwd) => {
  const {status, stdout, stderr} = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
};

/**
 * Installs the packed package into a host's `node_modules`; its dependencies are found above, as in a monorepo.
 * @typedef {{files: {path: string}[], size: number}} Packed
 * @param {string} host folder
 * @typedef {{exports: Record<string, string | Record<string, string>>, bin: Record<string, string>}} Manifest
 * @returns {Manifest & {folder: string, packed: Packed}}
 */
export const installPackage = (host) =>
  temporaryFolder((folder) => {
    const installed = path.join(host, 'node_modules/kb-otp');
    rmSync(installed, {recursive: true, force: true});
    mkdirSync(installed, {recursive: true});
    const [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root));
    run('tar', ['-xzf', path.join(folder, packed.filename), '--strip-components=1', '-C', installed], root);
    const {exports, bin} = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
    return {folder: installed, exports, bin, packed};
  });
