/** How each stage of `npm test` is run. A stage is a function that resolves to its counts. */
import {chmodSync, mkdtempSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {findChromium, findFirefox, findWebKit} from './browser.mjs';
import {bundlePages} from './bundled-pages.mjs';
import {compile, compiledFolder, inGroups} from './compile.mjs';
import {engineFolders} from './folders.mjs';
import {memoryFolder} from './memory-folder.mjs';
import {atSignal, run, whileThere} from './processes.mjs';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */
/** @typedef {(text: string) => void} Print */
/** @typedef {(files: string[], print: Print) => Promise<Counts>} Stage */

const reporter = new URL('node-reporter.mjs', import.meta.url).href;
const timeLimit = new URL('time-limit.mjs', import.meta.url).href;
const ownFolder = (name) => path.dirname(createRequire(import.meta.url).resolve(name));
const wtr = path.join(ownFolder('@web/test-runner'), 'bin.js');
const vitest = path.join(ownFolder('vitest/package.json'), 'vitest.mjs');

const nothing = {passed: 0, failed: 0, skipped: 0};
const failure = {...nothing, failed: 1};

/** @type {(counts: Counts[]) => Counts} */
export const sum = (counts) =>
  counts.reduce(
    (total, {passed, failed, skipped}) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    nothing,
  );

/**
 * Runs a program that leaves its counts, as JSON, in the file named by `KB_TEST_COUNTS`. A program that leaves none, or
 * that fails without naming a test, is one failure.
 * @param {string[]} args of node
 * @param {import('./processes.mjs').Run} options
 * @returns {Promise<Counts>}
 */
const counted = async (args, options) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kb-otp-test-'));
  const file = path.join(folder, 'counts.json');
  return whileThere(folder, async () => {
    const code = await run(args, {...options, env: {...options.env, KB_TEST_COUNTS: file}});
    const counts = readCounts(file);
    return code === 0 || counts.failed > 0 ? counts : {...counts, failed: 1};
  });
};

/**
 * A folder, in memory where there is room, for what tests leave behind.
 * @template T
 * @param {(folder: string) => Promise<T>} work
 */
const withTemporaryFolder = (work) => {
  const folder = mkdtempSync(path.join(memoryFolder(), `kb-otp-${process.pid}-`));
  // PostgreSQL runs as another user, and has a folder in it.
  chmodSync(folder, 0o711);
  return whileThere(folder, () => work(folder));
};

const readCounts = (file) => {
  try {
    return /** @type {Counts} */ (JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return failure;
  }
};

/**
 * Files for `node:test`, one process each.
 * @param {string[]} files
 * @param {object} options
 * @param {number} options.concurrency
 * @param {number} options.seconds the longest that one process may take
 * @param {string[]} options.flags
 * @param {Record<string, string>} [options.env]
 * @param {string[]} [options.expected] test files, from the root, of which each must have a test; by itself `files`
 * @param {Print} options.print
 */
export const nodeTests = (files, {concurrency, seconds, flags, env = {}, expected = files, print}) => {
  const args = [
    ...flags,
    '--import',
    timeLimit,
    '--test',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${seconds * 1000}`,
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
    ...files,
  ];
  const more = {KB_OTP_TEST_FILES: JSON.stringify(expected), KB_OTP_TEST_SECONDS: String(seconds), ...env};
  return withTemporaryFolder((TMPDIR) => counted(args, {env: {TMPDIR, ...more}, seconds: 1800, print}));
};

/**
 * Files that are compiled beforehand, together with what they start.
 * @param {string[]} files
 * @param {string[]} scripts
 * @param {(folder: string, compiled: string[]) => Promise<Counts>} work hears where the files are as JavaScript
 */
export const compiledTests = async (files, scripts, work) => {
  const folder = compiledFolder();
  const compiled = files.map((file) => path.join(folder, file.replace(/\.ts$/, '.js')));
  return whileThere(folder, async () => {
    await compile([...files, ...scripts], folder);
    return work(folder, compiled);
  });
};

/** How compiled files are run that come from these. */
const compiledOptions = (folder, files) => ({
  concurrency: 2,
  flags: [],
  env: {KB_OTP_TEST_COMPILED: folder},
  expected: files,
});

export const byTsx = (files, print) =>
  nodeTests(files, {concurrency: 2, seconds: 120, flags: ['--import', 'tsx'], print});

/** Those of pure functions share two processes; those of packages, lint rules and this runner have one each. */
const isPure = (file) => /^test\/(domain|flows|ports)\//.test(file);

/** @type {Stage} */
export const unitTests = async (files, print) => {
  const pure = files.filter(isPure);
  const others = files.filter((file) => !isPure(file));
  const together = (folder, compiled) =>
    nodeTests(inGroups(compiled, 2, folder), {...compiledOptions(folder, pure), seconds: 120, print});
  return sum([
    pure.length > 0 ? await compiledTests(pure, [], together) : nothing,
    others.length > 0 ? await byTsx(others, print) : nothing,
  ]);
};

/** Few enough to save what each process takes to start, and enough for both halves of them to end together. */
const serverGroups = 8;
const clusterModule = 'server/test/support/postgres.ts';
const serverScripts = [
  clusterModule,
  'server/src/main.ts',
  'server/src/operate/main.ts',
  'server/command/main.ts',
  'server/test/support/crashing-endpoint.ts',
  'server/test/support/opening-databases.ts',
];

/**
 * One PostgreSQL for all tests, each suite with a database of its own on it.
 * @template T
 * @param {string} folder of what is compiled
 * @param {(env: Record<string, string>) => Promise<T>} work
 */
const withCluster = async (folder, work) => {
  const {KB_OTP_TEST_SKIP_POSTGRES: skips, KB_OTP_TEST_DATABASE_URL: given} = process.env;
  if (skips === '1' || given) return work({});
  const {startCluster} = await import(pathToFileURL(path.join(folder, clusterModule.replace(/ts$/, 'js'))).href);
  return withTemporaryFolder(async (parent) => {
    const cluster = await startCluster(parent);
    const forget = atSignal(cluster.abandon);
    try {
      return await work({KB_OTP_TEST_DATABASE_URL: cluster.url});
    } finally {
      await cluster.stop();
      forget();
    }
  });
};

/** @type {Stage} */
export const serverTests = (files, print) =>
  compiledTests(files, serverScripts, (folder, compiled) =>
    withCluster(folder, (env) =>
      nodeTests(inGroups(compiled, serverGroups, folder), {
        ...compiledOptions(folder, files),
        seconds: 600,
        env: {KB_OTP_TEST_COMPILED: folder, ...env},
        print,
      }),
    ),
  );

/**
 * Bundles files for pages, and runs them there.
 * @param {string} config
 * @param {string[]} files
 * @param {import('./processes.mjs').Run} options
 */
const inPages = (config, files, {env, ...options}) => {
  const folder = compiledFolder();
  return whileThere(folder, async () => {
    await bundlePages(files, folder);
    const args = [wtr, '--config', `test/${config}`, '--files', ...files];
    return withTemporaryFolder((TMPDIR) =>
      counted(args, {...options, env: {...env, TMPDIR, KB_OTP_TEST_PAGES: folder}}),
    );
  });
};

/**
 * Files for mocha in real pages.
 * @type {Stage}
 */
export const browserTests = (files, print) =>
  inPages('web-test-runner.config.mjs', files, {env: {CHROME_PATH: findChromium()}, seconds: 1200, print});

/**
 * Every story, by Storybook's own addon for Vitest; then the docs pages, which are no tests to it.
 * @type {Stage}
 */
export const storyTests = (files, print) =>
  withTemporaryFolder(async (TMPDIR) => {
    const options = {env: {CHROME_PATH: findChromium(), TMPDIR}, seconds: 1200, print};
    // What the stories' tables are made from.
    await run(['scripts/manifest.mjs'], options);
    const stories = await counted([vitest, 'run', '--config', 'test/vitest.stories.config.mjs', ...files], options);
    return sum([stories, await counted(['test/support/docs-pages.mjs'], options)]);
  });

/** What Vite, or Lit's rendering on a server, makes of its process is for no other file. */
const needsOwnProcess = (file) => /\/(enrol|server-rendered|start|strict-csp)\.test\.\w+$/.test(file);

/** Two run at a time; more than two, so that both halves end together. */
const journeyGroups = 4;
const journeyScripts = ['demo/start.ts'];

/**
 * Builds the demo's pages, for all that visit them.
 * @template T
 * @param {Print} print
 * @param {(env: Record<string, string>) => Promise<T>} work hears by which variable tests find them
 */
const withDemoPages = (print, work) => {
  const pages = mkdtempSync(path.join(tmpdir(), 'kb-otp-pages-'));
  return whileThere(pages, async () => {
    const code = await run(['--import', 'tsx', 'test/journeys/build-demo.ts', pages], {seconds: 120, print});
    if (code !== 0) throw new Error('the pages of the demo could not be built');
    return work({KB_OTP_DEMO_PAGES: pages});
  });
};

/**
 * Files for `node:test` that drive a browser.
 * @type {Stage}
 */
export const journeyTests = (files, print) =>
  withDemoPages(print, (pages) =>
    compiledTests(files, journeyScripts, (folder, compiled) => {
      const together = compiled.filter((file) => !needsOwnProcess(file));
      const programs = [...inGroups(together, journeyGroups, folder), ...compiled.filter(needsOwnProcess)];
      const env = {...pages, CHROME_PATH: findChromium(), KB_OTP_TEST_COMPILED: folder};
      return nodeTests(programs, {...compiledOptions(folder, files), seconds: 1200, env, print});
    }),
  );

const pagesOf = {
  chromium: () => ({config: 'web-test-runner.config.mjs', env: {CHROME_PATH: findChromium()}}),
  firefox: () => ({config: 'web-test-runner.firefox.config.mjs', env: {FIREFOX_PATH: findFirefox()}}),
  webkit: () => ({config: 'web-test-runner.webkit.config.mjs', env: {WEBKIT_DRIVER_PATH: findWebKit().driver}}),
};

/**
 * Files for mocha in pages of one engine.
 * @param {keyof typeof pagesOf} engine
 * @param {string[]} files
 * @param {Print} print
 */
export const inEngine = (engine, files, print) => {
  const {config, env} = pagesOf[engine]();
  return inPages(config, files, {env, seconds: 1800, print});
};

const drivesEngine = (file) => engineFolders.some((folder) => file.startsWith(`${folder}/`));

/**
 * Files that every engine has to pass, in its pages; then those that drive it from Node, one at a time.
 * @param {'firefox' | 'webkit'} engine
 * @param {string[]} files
 * @param {Print} print
 * @param {Record<string, string>} env where it is
 */
const engineTests = async (engine, files, print, env) => {
  const inPage = files.filter((file) => !drivesEngine(file));
  const driving = files.filter(drivesEngine);
  const drive = (pages) =>
    compiledTests(driving, [], (folder, compiled) => {
      const more = {...env, ...pages, KB_OTP_TEST_ENGINE: engine, KB_OTP_TEST_COMPILED: folder};
      return nodeTests(compiled, {...compiledOptions(folder, driving), concurrency: 1, seconds: 600, env: more, print});
    });
  const config = `web-test-runner.${engine}.config.mjs`;
  return sum([
    inPage.length > 0 ? await inPages(config, inPage, {env, seconds: 900, print}) : nothing,
    driving.length > 0 ? await withDemoPages(print, drive) : nothing,
  ]);
};

/** @type {Stage} */
export const firefoxTests = (files, print) => engineTests('firefox', files, print, {FIREFOX_PATH: findFirefox()});

/** @type {Stage} */
export const webKitTests = (files, print) =>
  engineTests('webkit', files, print, {WEBKIT_DRIVER_PATH: findWebKit().driver});
