/** How each stage of `npm test` is run. A stage is a function that resolves to its counts. */
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {findChromium, findFirefox} from './browser.mjs';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

const root = fileURLToPath(new URL('../..', import.meta.url));
const reporter = new URL('node-reporter.mjs', import.meta.url).href;
const wtr = path.join(path.dirname(createRequire(import.meta.url).resolve('@web/test-runner')), 'bin.js');

const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

const nothing = {passed: 0, failed: 0, skipped: 0};
const failure = {...nothing, failed: 1};

/** @returns {Promise<number | null>} the exit code */
const run = (args, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env});
    child.on('error', reject);
    child.on('close', resolve);
  });

/**
 * Runs a program that leaves its counts, as JSON, in the file named by `KB_TEST_COUNTS`. A program that leaves none, or
 * that fails without naming a test, is one failure.
 * @param {string[]} args of node
 * @param {Record<string, string>} [env]
 * @returns {Promise<Counts>}
 */
const counted = async (args, env = {}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kb-otp-test-'));
  const file = path.join(folder, 'counts.json');
  try {
    const code = await run(args, {...process.env, ...env, KB_TEST_COUNTS: file});
    const counts = readCounts(file);
    return code === 0 || counts.failed > 0 ? counts : {...counts, failed: 1};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
};

const readCounts = (file) => {
  try {
    return /** @type {Counts} */ (JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return failure;
  }
};

/**
 * Files for `node:test`, one process a file.
 * @param {{concurrency: number, seconds: number}} limits `seconds`: the longest that one file may take
 * @returns {(files: string[]) => Promise<Counts>}
 */
export const nodeTests =
  ({concurrency, seconds}) =>
  (files) =>
    counted([
      '--import',
      'tsx',
      '--test',
      `--test-concurrency=${concurrency}`,
      `--test-timeout=${seconds * 1000}`,
      `--test-reporter=${reporter}`,
      '--test-reporter-destination=stdout',
      ...files,
    ]);

/** Files for mocha in real pages. */
export const browserTests = (files) =>
  counted([wtr, '--config', 'test/web-test-runner.config.mjs', '--files', ...files], {CHROME_PATH: findChromium()});

/** The same files in Firefox. */
export const firefoxTests = (files) =>
  counted([wtr, '--config', 'test/web-test-runner.firefox.config.mjs', '--files', ...files], {
    FIREFOX_PATH: findFirefox(),
  });

/** Every story, by Storybook's own addon for Vitest; then the docs pages, which are no tests to it. */
export const storyTests = async () => {
  const env = {CHROME_PATH: findChromium()};
  // What the stories' tables are made from.
  await run(['.ci/manifest.mjs'], process.env);
  const stories = await counted([vitest, 'run', '--config', 'test/vitest.stories.config.mjs'], env);
  const docs = await counted(['test/support/docs-pages.mjs'], env);
  return {
    passed: stories.passed + docs.passed,
    failed: stories.failed + docs.failed,
    skipped: stories.skipped + docs.skipped,
  };
};

/** Files for `node:test` that drive a browser. The demo's pages are built for all of them at once. */
export const journeyTests = async (files) => {
  process.env['CHROME_PATH'] = findChromium();
  const pages = mkdtempSync(path.join(tmpdir(), 'kb-otp-pages-'));
  try {
    const code = await run(['--import', 'tsx', 'test/journeys/build-demo.ts', pages], process.env);
    if (code !== 0) throw new Error('the pages of the demo could not be built');
    process.env['KB_OTP_DEMO_PAGES'] = pages;
    return await nodeTests({concurrency: 2, seconds: 300})(files);
  } finally {
    rmSync(pages, {recursive: true, force: true});
  }
};
