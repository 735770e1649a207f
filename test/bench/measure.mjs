/** Single measurements of a candidate's page, by Chromium's own counters. */

/** Slower than this machine by so much: about a phone of the middle class. */
const throttle = 4;
/** A line of 1.6 Mbit/s with 100 ms there and back. */
const slowLine = {offline: false, latency: 100, downloadThroughput: 200_000, uploadThroughput: 90_000};
const many = 200;
const code = '123456';

/** Seconds of the main thread that the page's own work takes. */
const work = ({ScriptDuration, LayoutDuration, RecalcStyleDuration}) =>
  ScriptDuration + LayoutDuration + RecalcStyleDuration;

/** @param {import('playwright-core').CDPSession} session */
const counters = async (session) => {
  const {metrics} = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({name, value}) => [name, value]));
};

const difference = (after, before) => ({
  /** Milliseconds. */
  work: (work(after) - work(before)) * 1000,
  layouts: after.LayoutCount - before.LayoutCount,
  styles: after.RecalcStyleCount - before.RecalcStyleCount,
});

const nothing = {ScriptDuration: 0, LayoutDuration: 0, RecalcStyleDuration: 0, LayoutCount: 0, RecalcStyleCount: 0};

/**
 * @template Result
 * @param {import('playwright-core').Browser} browser
 * @param {{url: string, line?: typeof slowLine}} place
 * @param {(page: import('playwright-core').Page, session: import('playwright-core').CDPSession) => Promise<Result>} use
 */
const onPage = async (browser, {url, line}, use) => {
  // A context of its own has an empty cache.
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    // What the thread works, not what it waits for: other programs take their share of the machine too.
    await session.send('Performance.enable', {timeDomain: 'threadTicks'});
    await session.send('Emulation.setCPUThrottlingRate', {rate: throttle});
    if (line) {
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', line);
    }
    await page.goto(url);
    return await use(page, session);
  } finally {
    await context.close();
  }
};

const ask = (page, expression) => page.evaluate(expression);

export const measureLoad = (browser, url) =>
  onPage(browser, {url}, async (page, session) => {
    await ask(page, 'bench.loaded()');
    const {shift, longTasks} = await ask(page, 'bench.watched()');
    const {work: load, layouts, styles} = difference(await counters(session), nothing);
    return {load, layouts, styles, shift, longest: Math.max(0, ...longTasks)};
  });

export const measureColdLoad = (browser, url) =>
  onPage(browser, {url, line: slowLine}, async (page) => ({firstField: await ask(page, 'bench.loaded()')}));

/** Typed by keys, and pasted; the empty page has nowhere to do so. */
export const measureEntry = (browser, url) =>
  onPage(browser, {url}, async (page, session) => {
    await ask(page, 'bench.loaded()');
    await ask(page, 'bench.focus()');
    const before = await counters(session);
    for (const digit of code) await page.keyboard.press(digit);
    await ask(page, 'bench.completed()');
    return {typing: difference(await counters(session), before).work};
  });

export const measurePaste = (browser, url) =>
  onPage(browser, {url}, async (page, session) => {
    await ask(page, 'bench.loaded()');
    await ask(
      page,
      `(() => {
        const from = document.body.appendChild(Object.assign(document.createElement('textarea'), {value: '${code}'}));
        from.select();
      })()`,
    );
    await page.keyboard.press('Control+C');
    await ask(page, `document.querySelector('body > textarea').remove()`);
    await ask(page, 'bench.focus()');
    const before = await counters(session);
    await page.keyboard.press('Control+V');
    await ask(page, 'bench.completed()');
    return {paste: difference(await counters(session), before).work};
  });

const settled = async (session) => {
  await session.send('HeapProfiler.enable');
  for (let times = 0; times < 2; times += 1) await session.send('HeapProfiler.collectGarbage');
  return counters(session);
};

export const measureMany = (browser, url) =>
  onPage(browser, {url}, async (page, session) => {
    await ask(page, 'bench.loaded()');
    const before = await settled(session);
    await ask(page, `bench.fill(${many})`);
    const filled = difference(await counters(session), before);
    const after = await settled(session);
    const each = (name) => ((after[name] ?? 0) - (before[name] ?? 0)) / many;
    return {
      many: filled.work,
      manyLayouts: filled.layouts,
      heap: each('JSHeapUsedSize') / 1000,
      nodes: each('Nodes'),
      listeners: each('JSEventListeners'),
    };
  });
