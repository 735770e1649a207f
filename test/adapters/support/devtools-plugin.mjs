/**
 * What a page can't do to itself, for tests of the browser stage: commands for `executeServerCommand` that go through
 * Chromium's DevTools protocol.
 *
 * - `cdp` {method, params}: the protocol's answer, on one session for each page
 * - `heap-search` {digits}: counts that text in the page's heap, as `heap.ts` asks for it
 * - `kill` {path, task}: opens the path in a browser of its own, runs `window[task]()`, kills the browser once that is
 *   done, starts it again with the same profile, and gives what `window[task + 'After']()` says there
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {launch} from 'puppeteer-core';
import {chromiumFlags, findChromium} from '../../support/browser.mjs';
import {killBrowser} from '../../support/kill-browser.mjs';

const sessions = new WeakMap();

const sessionOf = async (page) => {
  if (!sessions.has(page)) sessions.set(page, await page.createCDPSession());
  return sessions.get(page);
};

/** Once the page has heard that it is on its way. */
const searchHeap = async (page, {digits}) => {
  const session = await page.createCDPSession();
  const chunks = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({chunk}) => chunks.push(chunk));
  await session.send('Runtime.evaluate', {expression: 'heapSearch.announced', awaitPromise: true});
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', {reportProgress: false});
  const count = chunks.join('').split(digits.join('')).length - 1;
  await session.send('Runtime.evaluate', {expression: `heapSearch.tell(${count})`});
  await session.detach();
};

const visit = async (profile, url, use) => {
  const place = {executablePath: findChromium(), userDataDir: profile};
  const browser = await launch({...place, headless: true, args: chromiumFlags});
  try {
    const page = await browser.newPage();
    await page.goto(url);
    return await use(page, browser);
  } finally {
    if (browser.connected) await browser.close();
  }
};

const killAfter = async (url, task) => {
  const profile = mkdtempSync(path.join(tmpdir(), 'kb-otp-profile-'));
  const run = (name) => (page) => page.evaluate((member) => Reflect.get(window, member)(), name);
  try {
    await visit(profile, url, async (page) => {
      await run(task)(page);
      await killBrowser(profile);
    });
    return await visit(profile, url, run(`${task}After`));
  } finally {
    rmSync(profile, {recursive: true});
  }
};

const commands = {
  cdp: async ({page, payload}) => (await (await sessionOf(page)).send(payload.method, payload.params)) ?? {},
  'heap-search': async ({page, payload}) => {
    void searchHeap(page, payload).catch(console.error);
    return {};
  },
  kill: ({page, payload}) => killAfter(new URL(payload.path, page.url()).href, payload.task),
};

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export const devtoolsPlugin = () => ({
  name: 'devtools-commands',
  async executeCommand({command, payload, session}) {
    const browser = /** @type {import('@web/test-runner-chrome').ChromeLauncher} */ (session.browser);
    return commands[command]?.({page: browser.getPage(session.id), payload});
  },
});
