/** WebKit for Web Test Runner. */
import {launchWebKit} from './webkit.mjs';

/**
 * One window, in which one file runs after the other. It says that it is Playwright's, so that the runner's own
 * commands for keys and mouse find a page with a keyboard and a mouse.
 * @returns {import('@web/test-runner').BrowserLauncher & {getPage: () => import('./webkit.mjs').WebKitPage}}
 */
export const webKitLauncher = () => {
  /** @type {Awaited<ReturnType<typeof launchWebKit>> | undefined} */
  let browser;
  let active = '';
  const page = () => {
    if (!browser) throw new Error('WebKit has not been started.');
    return browser.page;
  };
  return {
    name: 'WebKit',
    type: 'playwright',
    concurrency: 1,
    async initialize() {
      browser = await launchWebKit();
    },
    async stop() {
      await browser?.stop();
    },
    async startSession(id, url) {
      active = id;
      await page().goto(url);
    },
    isActive: (id) => id === active,
    getBrowserUrl: () => page().url(),
    async stopSession() {
      active = '';
      await page().goto('about:blank');
      return {};
    },
    async startDebugSession() {
      throw new Error('WebKit can’t be debugged from here: its window is on a screen that nobody sees.');
    },
    getPage: page,
  };
};
