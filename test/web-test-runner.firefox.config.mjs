/** The browser stage in Firefox, over WebDriver BiDi: puppeteer-core speaks it, so no geckodriver is needed. */
import {chromeLauncher} from '@web/test-runner-chrome';
import * as puppeteer from 'puppeteer-core';
import {findFirefox} from './support/browser.mjs';
import {everyEngineFiles} from './support/folders.mjs';
import chromium from './web-test-runner.config.mjs';

const firefox = chromeLauncher({
  puppeteer,
  concurrency: 1,
  launchOptions: {browser: 'firefox', executablePath: findFirefox(), headless: true},
});
firefox.name = 'Firefox';

export default {...chromium, files: everyEngineFiles(), browsers: [firefox]};
