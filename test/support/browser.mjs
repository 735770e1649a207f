/**
 * The browsers that tests run in: found, or installed where that is possible without asking.
 * `CHROME_PATH`, `FIREFOX_PATH` and `WEBKIT_DRIVER_PATH` name them explicitly.
 */
import {spawnSync} from 'node:child_process';
import {accessSync, constants} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';

// Imported, its two megabytes would be parsed for the names that they export, in each process of the journeys.
const {chromium} = /** @type {typeof import('playwright-core')} */ (createRequire(import.meta.url)('playwright-core'));

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

/** The headless shell first: a whole browser renders its own window too, which takes as much time as the page. */
const chromiumNames = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
];
const firefoxNames = ['firefox', 'firefox-esr'];

const usualChromiumPlaces = {
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

const usualFirefoxPlaces = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: ['ProgramFiles', 'ProgramFiles(x86)'].map(
    (variable) => `${process.env[variable]}\\Mozilla Firefox\\firefox.exe`,
  ),
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
 * @typedef {{title: string, variable: string, names: string[], places: string[], packages: string[]}} Browser
 *   how it is called, the variable that names its path, its programs, where they stand beside the PATH, its packages
 */

/** @param {Browser} browser */
const installed = ({variable, names, places}) => {
  const named = process.env[variable];
  if (named) return isExecutable(named) ? named : undefined;
  return [...names.flatMap(onPath), ...places].find(isExecutable);
};

/** @param {Browser} browser */
const find = (browser) => {
  const {title, variable, packages} = browser;
  const found = installed(browser);
  if (found) return found;
  if (process.env[variable]) throw new Error(`${variable} is ${process.env[variable]}, which is no program.`);
  const program = aptInstall(packages) ? installed(browser) : undefined;
  if (program) return program;
  throw new Error(`No ${title} found: install it, or set ${variable} to one.`);
};

/**
 * @returns {string} path of a Chromium, Chrome or Edge
 * @throws {Error} saying what to install, if there is none and none could be installed
 */
export const findChromium = () =>
  find({
    title: 'Chromium',
    variable: 'CHROME_PATH',
    names: chromiumNames,
    places: usualChromiumPlaces[process.platform] ?? [],
    packages: ['chromium-headless-shell', 'fonts-liberation', 'fonts-dejavu-core'],
  });

/**
 * @returns {string} path of a Firefox
 * @throws {Error} saying what to install, if there is none and none could be installed
 */
export const findFirefox = () =>
  find({
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    names: firefoxNames,
    places: usualFirefoxPlaces[process.platform] ?? [],
    packages: ['firefox-esr'],
  });

const webKitPackages = ['webkit2gtk-driver', 'xvfb'];

/**
 * WebKit is driven where Debian's packages are to be had: Safari itself has no driver that works without a window.
 * @returns {{driver: string, xvfb: string}} paths of WebKitWebDriver and of a screen for it
 * @throws {Error} as `findChromium`
 */
export const findWebKit = () => ({
  driver: find({
    title: 'WebKit',
    variable: 'WEBKIT_DRIVER_PATH',
    names: ['WebKitWebDriver'],
    places: [],
    packages: webKitPackages,
  }),
  xvfb: find({title: 'Xvfb', variable: 'XVFB_PATH', names: ['Xvfb'], places: [], packages: webKitPackages}),
});

/**
 * Starts a headless Chromium for Playwright.
 * @param {import('playwright-core').LaunchOptions} [options]
 */
export const launchChromium = ({args = [], ...options} = {}) =>
  chromium.launch({executablePath: findChromium(), args: [...chromiumFlags, ...args], ...options});
