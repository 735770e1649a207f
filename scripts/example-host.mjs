/** An example in a folder of its own: installed with the packed package, built and served as its README says. */
import {spawn} from 'node:child_process';
import {cpSync, existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import {serveFolder} from '../test/support/static-server.mjs';
import {root} from './tools.mjs';

const quiet = {
  NO_COLOR: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
};

/** Milliseconds in which a program that serves has said where. */
const patience = 60_000;

const start = (command, args, cwd, env = {}) =>
  // It leads a group, so that whatever it starts ends with it.
  spawn(command, args, {
    cwd,
    env: {...process.env, ...quiet, ...env},
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const end = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(undefined);
    child.once('exit', () => resolve(undefined));
    process.kill(-child.pid, 'SIGTERM');
  });

/** Calls back with all that it has printed so far, each time that it prints. */
const listen = (child, heard) => {
  let output = '';
  const add = (chunk) => heard((output += stripVTControlCharacters(String(chunk))));
  child.stdout.on('data', add);
  child.stderr.on('data', add);
};

/** Resolves when the program has ended well. */
const run = (command, args, cwd) =>
  new Promise((resolve, reject) => {
    let output = '';
    const child = start(command, args, cwd);
    listen(child, (all) => (output = all));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve(undefined)
        : reject(new Error(`${[command, ...args].join(' ')} ended with ${code}\n${output}`)),
    );
  });

/**
 * Starts a program that serves, on a port that is free.
 * @returns {Promise<{url: string, close: () => Promise<unknown>}>} `url` as it prints it
 */
const serve = (command, args, cwd, env = {}, address = /(http:\/\/localhost:\d+)/) =>
  new Promise((resolve, reject) => {
    const child = start(command, args, cwd, {PORT: '0', ...env});
    const giveUp = (why) => void end(child).then(() => reject(new Error(`${[command, ...args].join(' ')}: ${why}`)));
    let output = '';
    const timer = setTimeout(() => giveUp(`serves nothing\n${output}`), patience);
    child.once('exit', () => giveUp(`ended\n${output}`));
    listen(child, (all) => {
      output = all;
      const url = address.exec(all)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve({url, close: () => end(child)});
    });
  });

/** The reference endpoint in its development mode, over an empty database. */
export const serveEndpoint = (folder, keys) =>
  serve(
    process.execPath,
    ['--import', 'tsx', 'server/src/main.ts'],
    root,
    {
      KB_OTP_DEVELOPMENT: '1',
      KB_OTP_DATA_DIR: folder,
      KB_OTP_OPERATIONS_PORT: '0',
      KB_OTP_SESSION_KEY: keys.SESSION_KEY,
      KB_OTP_SERVICE_KEY: keys.SERVICE_KEY,
    },
    /listens on (\S+)\/v1/,
  );

const scriptsOf = (folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).scripts;

/**
 * Copies an example, installs it, checks its types where it has a script for that, builds it.
 * @param {string} name
 * @param {string} folder
 * @param {string} tarball the package
 */
export const prepare = async (name, folder, tarball) => {
  cpSync(path.join(root, 'examples', name), folder, {
    recursive: true,
    filter: (file) => !/[\\/](node_modules|dist|\.next|\.astro|\.angular)$/.test(file),
  });
  const flags = ['--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
  await run('npm', ['install', ...flags, tarball], folder);
  const scripts = scriptsOf(folder);
  for (const script of ['check', 'build']) if (scripts[script]) await run('npm', ['run', script], folder);
};

/** Serves a prepared example by its own `start`, or what it has built. */
export const serveExample = (folder, env) =>
  scriptsOf(folder).start ? serve('npm', ['start'], folder, env) : serveFolder(path.join(folder, 'dist'));

/** Whether there is an example of that name. */
export const isExample = (name) => existsSync(path.join(root, 'examples', name, 'package.json'));
