/**
 * A story in a page that looks the same on every machine and at every moment: a font of its own, a clock that stands,
 * nothing that moves, and no time left, which hangs on how long the story was played. Language, theme and density are
 * turned in the page, so that a story is played once.
 */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {launchChromium, steadyPictures} from '../support/browser.mjs';
import {serveFolder} from '../support/static-server.mjs';
import {builtStorybook} from '../support/storybook.mjs';

/** Milliseconds that a story may take to come to its state. */
const LONGEST = 60_000;
/** Milliseconds. */
const FRAME = 17;
/** A story is played by a clock that goes, and pictured by one that stands: later than any story takes to be played. */
const BEGIN = new Date('2026-02-03T09:28:30+07:00');
const MOMENT = new Date('2026-02-03T09:30:05+07:00');

const fonts = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@fontsource/roboto/package.json')),
  'files',
);
const face = (subset, weight, range) => {
  const data = readFileSync(path.join(fonts, `roboto-${subset}-${weight}-normal.woff2`)).toString('base64');
  return `@font-face {font-family: Pictured; font-weight: ${weight}; unicode-range: ${range};
    src: url(data:font/woff2;base64,${data}) format('woff2');}`;
};
/** As the package's own sheet divides the font. */
const vietnamese =
  'U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB';
const latin = 'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02DC, U+2000-206F, U+20AC, U+2122, U+2191-2193, U+2212';

const look = [
  ...[400, 600].flatMap((weight) => [face('vietnamese', weight, vietnamese), face('latin', weight, latin)]),
  `.kb-stage {font-family: Pictured, sans-serif !important; --kb-otp-code-font: Pictured, sans-serif;}
   #storybook-root > .kb-stage {min-block-size: 0;}
   *, ::before, ::after {caret-color: transparent !important;}
   ::part(time) {visibility: hidden;}`,
].join('\n');

/** Storybook's preview is through with the story: rendered, played, or broken. */
const isOver = () => {
  const phase = globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase;
  return ['finished', 'errored', 'aborted'].includes(phase) && phase;
};

/** @typedef {import("playwright-core").Page} Page */
/**
 * `soon`: the clock stands as soon as the story is played, so that what is waited for is still under way.
 * @typedef {(story: string, options?: {width?: number, height?: number, soon?: boolean}) => Promise<Page>} Open
 */

/**
 * @template T
 * @param {(open: Open) => Promise<T>} use
 */
export const withStories = async (use) => {
  const {folder, entries} = builtStorybook();
  const server = await serveFolder(folder, {'cache-control': 'max-age=3600'});
  const browser = await launchChromium({args: steadyPictures});
  const open = async (story, {width = 390, height = 800, soon = false} = {}) => {
    if (!entries.some(({id}) => id === story)) throw new Error(`there is no story ${story}`);
    const context = await browser.newContext({
      viewport: {width, height},
      reducedMotion: 'reduce',
      timezoneId: 'Asia/Ho_Chi_Minh',
    });
    const page = await context.newPage();
    await page.clock.install({time: BEGIN});
    await page.goto(`${server.url}/iframe.html?id=${story}&viewMode=story&globals=locale:vi;theme:light`);
    await page.addStyleTag({content: look});
    const phase = await (await page.waitForFunction(isOver, undefined, {timeout: LONGEST})).jsonValue();
    await page.clock.pauseAt(soon ? await page.evaluate(() => Date.now() + 2000) : MOMENT);
    if (phase === 'errored' || phase === 'aborted') throw new Error(`${story} has ${phase}`);
    await page.evaluate(() =>
      Promise.all(['400', '600'].map((weight) => document.fonts.load(`${weight} 16px Pictured`, 'aấ'))),
    );
    return page;
  };
  try {
    return await use(open);
  } finally {
    await browser.close();
    await server.close();
  }
};

/** @param {import('playwright-core').Page} page */
export const turn = async (page, {lang, theme, density, width, forced = false}) => {
  await page.emulateMedia({colorScheme: theme, reducedMotion: 'reduce', forcedColors: forced ? 'active' : 'none'});
  if (width) await page.setViewportSize({width, height: page.viewportSize()?.height ?? 800});
  const isOther = await page.evaluate(
    async ([language, scheme, wanted]) => {
      const stage = document.querySelector('.kb-stage');
      stage.lang = language;
      stage.dataset.theme = scheme;
      document.documentElement.dataset.theme = scheme;
      const elements = [...stage.querySelectorAll('*')].filter(({localName}) => localName.startsWith('otp-'));
      let isTurned = false;
      for (const element of elements) {
        isTurned ||= (element.getAttribute('density') === 'compact') !== (wanted === 'compact');
        if (wanted === 'compact') element.setAttribute('density', 'compact');
        else element.removeAttribute('density');
        await element.updateComplete;
      }
      // A field with the focus looks as it does to whoever is about to type; one without as on any other machine.
      document.activeElement?.blur();
      return isTurned;
    },
    [lang, theme, density],
  );
  // Once the browser has measured a card of another density, the card lets its height go in the next frame.
  if (isOther) {
    await page.screenshot();
    await page.clock.runFor(FRAME);
  }
};

/** Pictures that may be needed until a page stands still. */
const MOST = 20;

/**
 * A picture of a page that stands still: two in a row are the same.
 * @param {import('playwright-core').Page} page
 */
export const shoot = async (page) => {
  const stage = page.locator('.kb-stage').first();
  const take = () => stage.screenshot({animations: 'disabled', caret: 'hide'});
  let before = await take();
  for (let taken = 1; taken < MOST; taken += 1) {
    const picture = await take();
    if (picture.equals(before)) return picture;
    before = picture;
  }
  throw new Error(`${page.url()} does not stand still`);
};
