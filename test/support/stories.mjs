/**
 * The stories stage: every story in both languages, light and dark, in Chromium. A story passes if it renders, its play
 * function succeeds, axe finds nothing, the console stays free of errors and nothing is asked of another origin. A docs
 * page passes if it renders without an error. Pictures go to `test/artefacts/stories/` for people to look at.
 * Arguments are beginnings of ids: `node test/support/stories.mjs otp-list`.
 */
import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {launchChromium, steadyPictures} from './browser.mjs';
import {serveFolder} from './static-server.mjs';
import {builtStorybook} from './storybook.mjs';

const pictures = 'test/artefacts/stories';
/** No name but this machine's own is found. */
const nowhereElse = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'];
const PAGES_AT_ONCE = 2;
const LONGEST_MS = 30_000;

const variants = ['vi', 'en'].flatMap((locale) => ['light', 'dark'].map((theme) => ({locale, theme})));

/** Runs in the page before Storybook: `kbShow(id)` shows a story and resolves to how it ended. */
const prepare = () => {
  const scope = /** @type {any} */ (globalThis);
  let channel;
  const failures = ['storyErrored', 'storyThrewException', 'playFunctionThrewException', 'storyMissing'];
  const ended = (id) =>
    new Promise((resolve) => {
      const finish = (end) => {
        for (const [name, listener] of listeners) channel.off(name, listener);
        resolve(end);
      };
      const listeners = [
        ['storyFinished', ({storyId, status, reporters}) => storyId === id && finish({status, reporters})],
        ['docsRendered', () => finish({status: 'success', reporters: []})],
        ...failures.map((name) => [name, (error) => finish({error: `${name}: ${error?.message ?? error?.description}`})]),
      ];
      for (const [name, listener] of listeners) channel.on(name, listener);
    });
  scope.kbShow = (storyId) => {
    const end = ended(storyId);
    channel.emit('setCurrentStory', {storyId, viewMode: 'story'});
    return end;
  };
  const first = new URLSearchParams(location.search).get('id');
  scope.kbFirst = new Promise((resolve) => void
    Object.defineProperty(scope, '__STORYBOOK_ADDONS_CHANNEL__', {
      configurable: true,
      get: () => channel,
      set: (value) => {
        channel = value;
        resolve(ended(first));
      },
    }));
};

/** What axe said, in one line for each element at fault. */
const violationsOf = (report) =>
  (report.result?.violations ?? []).flatMap(({id, help, nodes}) =>
    nodes.map(({target, failureSummary}) => `axe ${id}: ${help}: ${target.join(' ')}\n  ${failureSummary?.replaceAll('\n', '\n  ')}`));

/** Everything wrong with how a story ended. */
const faultsOf = ({status, error, reporters = []}, isStory) => {
  if (error) return [error];
  const reports = reporters.filter(({type}) => type === 'a11y');
  if (isStory && reports.length === 0) return ['axe did not run'];
  const violations = reports.flatMap(violationsOf);
  return status === 'success' || violations.length > 0 ? violations : [`ended as ${status}`];
};

/** What a page complains about; `take` hands over what there is and begins anew. */
const watch = (page, origin) => {
  let faults = [];
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  // Seen, not intercepted: interception would switch the browser's cache off.
  page.on('request', (request) => {
    const {origin: asked, protocol} = new URL(request.url());
    if (asked !== origin && protocol.startsWith('http')) faults.push(`asked another origin: ${request.url()}`);
  });
  return {
    take: () => {
      const taken = faults;
      faults = [];
      return taken;
    },
  };
};

const takePicture = async (page, file) => writeFile(file, await page.screenshot({caret: 'hide', fullPage: true}));

const timeOut = () =>
  new Promise((resolve) => void setTimeout(resolve, LONGEST_MS, {error: `not finished after ${LONGEST_MS} ms`}));

/**
 * Shows entries one after another in one page, as a visitor of Storybook does. After one that failed the page is loaded
 * anew, so that the next starts clean.
 * @returns {Promise<{entry: object, faults: string[]}[]>}
 */
const tour = async (browser, origin, {locale, theme}, entries) => {
  const context = await browser.newContext({
    viewport: {width: 640, height: 480},
    reducedMotion: 'reduce',
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    // Storybook waits for animations to end, but for this visitor: the bar of the time left takes minutes.
    userAgent: 'StorybookTestRunner',
  });
  const page = await context.newPage();
  await page.addInitScript(prepare);
  const watched = watch(page, origin);
  const load = async ({id, type}) => {
    await page.goto(`${origin}/iframe.html?id=${id}&viewMode=${type}&globals=locale:${locale};theme:${theme}`);
    return page.evaluate(() => /** @type {any} */ (globalThis).kbFirst);
  };
  const show = ({id}) => page.evaluate((story) => /** @type {any} */ (globalThis).kbShow(story), id);

  const results = [];
  let clean = false;
  for (const entry of entries) {
    const isStory = entry.type === 'story';
    const end = await Promise.race([clean && isStory ? show(entry) : load(entry), timeOut()]);
    if (isStory) await takePicture(page, path.join(pictures, `${locale}-${theme}`, `${entry.id}.png`));
    const faults = [...faultsOf(end, isStory), ...watched.take(), ...misspelt(entry)];
    results.push({entry, variant: {locale, theme}, faults});
    clean = isStory && faults.length === 0;
  }
  await context.close();
  return results;
};

const report = ({title, name, id}, results) => {
  console.log(`not ok ${title} > ${name} (${id})`);
  const alike = new Map();
  for (const {variant, faults} of results) {
    const text = faults.join('\n');
    alike.set(text, [...(alike.get(text) ?? []), `${variant.locale} ${variant.theme}`]);
  }
  for (const [text, where] of alike) console.log(`    ${where.join(', ')}:\n      ${text.replaceAll('\n', '\n      ')}`);
};

/** Storybook makes names of the exports' own, and would write the product's as any other word. */
const misspelt = ({title, name}) =>
  /\b(Kb|Otp|Sms)\b/.test(`${title} ${name}`) ? [`is written KB-OTP, SMS: ${title} > ${name}`] : [];

/** Runs tours, a few at a time. */
const runTours = async (browser, origin, tours) => {
  const results = [];
  const waiting = [...tours];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results.push(...await tour(browser, origin, next.variant, next.entries));
    }
  };
  await Promise.all(Array.from({length: PAGES_AT_ONCE}, work));
  return results;
};

const wanted = process.argv.slice(2);
const {folder, entries: all} = builtStorybook();
const entries = all.filter(({id}) => wanted.length === 0 || wanted.some((start) => id.startsWith(start)));
await rm(pictures, {recursive: true, force: true});
for (const {locale, theme} of variants) await mkdir(path.join(pictures, `${locale}-${theme}`), {recursive: true});

const server = await serveFolder(folder, {'cache-control': 'max-age=3600'});
const browser = await launchChromium({args: [...steadyPictures, ...nowhereElse]});
const stories = entries.filter(({type}) => type === 'story');
const docs = entries.filter(({type}) => type === 'docs');
const results = await runTours(browser, server.url, [
  ...variants.map((variant) => ({variant, entries: stories})),
  {variant: variants[0], entries: docs},
]);
await browser.close();
await server.close();

const faulty = entries
  .map((entry) => ({entry, results: results.filter((result) => result.entry === entry && result.faults.length > 0)}))
  .filter(({results: found}) => found.length > 0);
for (const {entry, results: found} of faulty) report(entry, found);
const counts = {passed: entries.length - faulty.length, failed: faulty.length, skipped: 0};
const what = `${stories.length} stories in ${variants.length} variants, ${docs.length} docs pages`;
console.log(`${counts.failed ? 'not ok' : 'ok    '} ${what}`);
const {KB_TEST_COUNTS: summary} = process.env;
if (summary) await writeFile(summary, JSON.stringify(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
