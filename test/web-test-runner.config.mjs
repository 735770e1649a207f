/**
 * The browser stage: each file is a page of real Chromium. `npm test` has bundled them (`KB_OTP_TEST_PAGES` names the
 * folder); without that, TypeScript is translated as it is served.
 * Alone, with a debugger at hand: `npx wtr --config test/web-test-runner.config.mjs --watch`.
 */
import {writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher} from '@web/test-runner-chrome';
import {a11ySnapshotPlugin} from '@web/test-runner-commands/plugins';
import {devtoolsPlugin} from './adapters/support/devtools-plugin.mjs';
import {chromiumFlags, findChromium} from './support/browser.mjs';
import {before, bundledPages} from './support/bundled-pages.mjs';
import {browserFiles} from './support/folders.mjs';
import {pageReporter} from './support/page-reporter.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const {KB_TEST_COUNTS: summary, KB_OTP_TEST_PAGES: pages} = process.env;

export default {
  rootDir: root,
  files: browserFiles(),
  // Lit's development build says what it finds wrong with an element.
  nodeResolve: {exportConditions: ['browser', 'development']},
  plugins: [
    a11ySnapshotPlugin(),
    devtoolsPlugin(),
    bundledPages(pages),
    esbuildPlugin({ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json`}),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: {executablePath: findChromium(), headless: true, args: chromiumFlags},
      // A window each: of the tabs of one window only one is seen and has the focus.
      createPage: ({context}) => context.newPage({type: 'window'}),
    }),
  ],
  concurrency: 1,
  // The scripts say why they are there.
  testRunnerHtml: (framework) => `<!doctype html>
<html><head></head><body>
<script src="/test/support/short-stretching.js"></script>
<script type="module" src="/${before}"></script>
<script type="module" src="${framework}"></script>
</body></html>`,
  filterBrowserLogs: ({args}) => !String(args[0]).includes('Lit is in dev mode'),
  reporters: [pageReporter((counts) => summary && writeFileSync(summary, JSON.stringify(counts)))],
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  // `npm run axe` has files of a hundred screens.
  testsFinishTimeout: 300_000,
  testFramework: {config: {ui: 'bdd', timeout: 10_000, forbidOnly: true}},
};
