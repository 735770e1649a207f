/**
 * The Chromium that tests run in: found, or installed where that is possible without asking.
 * `CHROME_PATH` names one explicitly.
 */
import {spawnSync} from 'node:child_process';
import {accessSync, constants} from 'node:fs';
import path from 'node:path';
import {chromium} from 'playwright-core';

/** What keeps a headless Chromium still: no sandbox (containers have none), no GPU, no talk with the outside. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Flags that make pictures and layout the same from run to run. */
export const steadyPictures = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

const usualPlaces = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((variable) => [
    `${process.env[variable]}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env[variable]}\\Chromium\\Application\\chrome.exe`,
    `${process.env[variable]}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ]),
};

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (name) => {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return (process.env['PATH'] ?? '').split(path.delimiter).map((folder) => path.join(folder, name + suffix));
};

/** @returns {string | undefined} */
export const installedChromium = () => {
  const named = process.env['CHROME_PATH'];
  if (named) return isExecutable(named) ? named : undefined;
  return [...names.flatMap(onPath), ...(usualPlaces[process.platform] ?? [])].find(isExecutable);
};

const quietly = (command, args) =>
  spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    env: {...process.env, DEBIAN_FRONTEND: 'noninteractive'},
  });

/** The words that make a command run as root, or undefined where nobody may. */
const asRoot = () => {
  if (process.getuid?.() === 0) return [];
  return quietly('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
};

/**
 * Installs Debian packages if this machine has apt and lets us.
 * @param {string[]} packages
 * @returns {boolean} whether they are installed now
 */
export const aptInstall = (packages) => {
  const prefix = asRoot();
  if (!prefix || onPath('apt-get').every((file) => !isExecutable(file))) return false;
  const apt = [...prefix, 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=300'];
  console.log(`installing ${packages.join(', ')} by apt-get`);
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const {status, stderr} = quietly(apt[0] ?? '', [...apt.slice(1), ...args]);
    if (status !== 0 && args[0] === 'install') {
      console.error(stderr);
      return false;
    }
  }
  return true;
};

/**
 * @returns {string} path of a Chromium, Chrome or Edge
 * @throws {Error} saying what to install, if there is none and none could be installed
 */
export const findChromium = () => {
  const found = installedChromium();
  if (found) return found;
  if (process.env['CHROME_PATH']) throw new Error(`CHROME_PATH is ${process.env['CHROME_PATH']}, which is no program.`);
  if (aptInstall(['chromium', 'fonts-liberation', 'fonts-dejavu-core'])) {
    const installed = installedChromium();
    if (installed) return installed;
  }
  throw new Error('No Chromium found: install Chromium or Google Chrome, or set CHROME_PATH to one.');
};

/**
 * Starts a headless Chromium for Playwright.
 * @param {import('playwright-core').LaunchOptions} [options]
 */
export const launchChromium = ({args = [], ...options} = {}) =>
  chromium.launch({executablePath: findChromium(), args: [...chromiumFlags, ...args], ...options});
