/** The browser stage in WebKit, as Debian has it. */
import {everyEngineFiles} from './support/folders.mjs';
import {webKitLauncher} from './support/webkit-launcher.mjs';
import chromium from './web-test-runner.config.mjs';

export default {...chromium, files: everyEngineFiles(), browsers: [webKitLauncher()]};
