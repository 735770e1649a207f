/** Which test files there are, and where each runs: its folder decides. */
import {readdirSync} from 'node:fs';
import path from 'node:path';

/** Folders of `test/` whose files run in Node. Any other folder's run in the browser. */
export const nodeFolders = ['test/domain', 'test/flows', 'test/ports', 'test/lint', 'test/package', 'test/harness'];

/** Folders whose files run in Node and drive a browser. */
export const journeyFolders = ['test/journeys', 'demo/test'];

/** Folders whose files run in Node and drive the engines that Playwright does not drive as they are. */
export const engineFolders = ['test/engines'];

const testFile = /\.test\.(ts|mjs)$/;

/**
 * Files below folders whose name matches, sorted, with forward slashes; a folder that isn't there has none.
 * @param {string[]} folders
 * @param {RegExp} [name]
 */
export const filesIn = (folders, name = testFile) =>
  folders.flatMap((folder) => {
    try {
      return (
        readdirSync(folder, {recursive: true, withFileTypes: true})
          .filter((entry) => entry.isFile() && name.test(entry.name))
          .map((entry) => path.join(entry.parentPath, entry.name).replaceAll('\\', '/'))
          // Tests of the runner plant files that fail.
          .filter((file) => !/\/(node_modules|planted)\//.test(file))
          .sort()
      );
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return [];
      throw error;
    }
  });

/** Files of the browser stage: what no other stage has, so that a new folder is never forgotten. */
export const browserFiles = () =>
  filesIn(['test']).filter(
    (file) => ![...nodeFolders, ...journeyFolders, ...engineFolders].some((folder) => file.startsWith(`${folder}/`)),
  );

/** What engines do differently: files of the browser stage by what they ask for. */
const engineMatters = [
  // Events and selection; whatever a customer reaches by keyboard; what axe says of key screens.
  /^(axe|code-field[\w-]*|form|keyboard[\w-]*)$/,
  // Layout: heights of tickets, 280 px, enlarged text.
  /^(wcag|screens|looks)$/,
  // Streams, the camera, modal dialogs, what is kept, style sheets.
  /^(approval-stream|approving|scan|scanning|scanned-picture|dialog|list-storage|css-tag-lean)$/,
  // Whole flows.
  /^(enroll|list|cancel|collect|list-requests|device-code-requests)$/,
];

/** Files of the browser stage that every engine has to pass. */
export const everyEngineFiles = () =>
  browserFiles().filter((file) => engineMatters.some((names) => names.test(path.basename(file, '.test.ts'))));
