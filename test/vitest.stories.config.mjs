/**
 * The stories as tests: each in both languages, light and dark, in Chromium. A story passes if it renders, its play
 * function succeeds, axe finds nothing, the console stays free of errors and nothing is asked of another origin. It is
 * played once a language, on a light page; what it comes to is then made dark and looked at again.
 * `npx vitest --config test/vitest.stories.config.mjs list` runs those whose file has `list` in its name;
 * with `VITE_PICTURES=1` each leaves a picture in `test/artefacts/stories/`.
 */
import {storybookTest} from '@storybook/addon-vitest/vitest-plugin';
import {playwright} from '@vitest/browser-playwright';
import {availableParallelism} from 'node:os';
import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vitest/config';
import {chromiumFlags, findChromium, steadyPictures} from './support/browser.mjs';
import {countsReporter} from './support/counts-reporter.mjs';
import {pageFaults, prefer, takePicture, watchPage} from './support/page-watch.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const configDir = fileURLToPath(new URL('../.storybook', import.meta.url));

const themes = /** @type {const} */ (['light', 'dark']);

/** No name but this machine's own is found. */
const nowhereElse = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'];

/** @returns {import('vitest/config').TestProjectInlineConfiguration} */
const project = (locale) => ({
  root,
  plugins: [storybookTest({configDir, initialGlobals: {locale, theme: themes[0]}})],
  // Found late, a package would be bundled late, and the page loaded anew in the middle of a story.
  optimizeDeps: {
    include: [
      ...[
        'lit',
        'lit/directives/ref.js',
        'otpauth',
        'idb-keyval',
        '@noble/curves/nist.js',
        'axe-core',
        'qr',
        'qr/decode.js',
      ],
      '@storybook/addon-a11y/preview',
    ],
  },
  server: {watch: null},
  test: {
    name: locale,
    setupFiles: ['.storybook/vitest.setup.ts'],
    testTimeout: 30_000,
    isolate: false,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      commands: {watchPage, pageFaults, prefer, takePicture},
      provider: playwright({
        launchOptions: {executablePath: findChromium(), args: [...chromiumFlags, ...steadyPictures, ...nowhereElse]},
        contextOptions: {reducedMotion: 'reduce', colorScheme: themes[0]},
      }),
      viewport: {width: 640, height: 480},
      instances: [{browser: 'chromium'}],
    },
  },
});

export default defineConfig({
  test: {
    // One page a core: more of them make each slower, and passwords take their time.
    maxWorkers: Math.max(1, availableParallelism()),
    // What stories say in the console is heard as a fault where it is one.
    onConsoleLog: () => false,
    reporters: [['default', {summary: false}], countsReporter(themes.length)],
    projects: ['vi', 'en'].map(project),
  },
});
