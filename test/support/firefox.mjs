/** Firefox over WebDriver BiDi, with the same page as WebKit. */
import {launch} from 'puppeteer-core';
import {findFirefox} from './browser.mjs';

/** @returns {Promise<{page: import('./engine.mjs').EnginePage, stop: () => Promise<void>}>} */
export const launchFirefox = async () => {
  const browser = await launch({browser: 'firefox', executablePath: findFirefox(), headless: true});
  const page = await browser.newPage();
  await page.setViewport({width: 1024, height: 760});
  return {
    page: {
      goto: (url) => page.goto(url),
      url: async () => page.url(),
      // As a text: the policies of pages forbid to make a function of one there.
      evaluate: (script, ...args) => page.evaluate(`(async (...args) => {${script}})(...${JSON.stringify(args)})`),
      keyboard: page.keyboard,
      mouse: page.mouse,
    },
    stop: () => browser.close(),
  };
};
