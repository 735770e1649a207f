/**
 * `npm test`: every test of the repository, in six stages. `npm test -- unit browser` runs the named ones only.
 *
 * | stage    | files                                                     | runs in                                  |
 * |----------|-----------------------------------------------------------|------------------------------------------|
 * | unit     | test/{domain,flows,ports,lint,package}/**                 | node:test                                |
 * | server   | server/test/**                                            | node:test, embedded store and PostgreSQL |
 * | browser  | every other folder of test/ (adapters, elements, ...)     | mocha and chai in Chromium               |
 * | firefox  | those that every engine has to pass                       | the same in Firefox                      |
 * | stories  | stories/** (each in vi and en, light and dark)            | Vitest in Chromium: play, axe, console   |
 * | journeys | test/journeys/** (and demo/test/**)                       | node:test driving Chromium               |
 *
 * The folder decides where a test runs; `test/` mirrors `src/`. A test file is `*.test.ts` or `*.test.mjs`.
 * A stage that has files and runs no test has failed. The last line is `N passed, N failed`.
 */
import {fileURLToPath} from 'node:url';
import {browserFiles, everyEngineFiles, filesIn, journeyFolders, nodeFolders} from './support/folders.mjs';
import {browserTests, firefoxTests, journeyTests, nodeTests, storyTests} from './support/stages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const stages = {
  unit: {files: filesIn(nodeFolders), run: nodeTests({concurrency: 2, seconds: 120})},
  server: {files: filesIn(['server/test']), run: nodeTests({concurrency: 2, seconds: 300})},
  browser: {files: browserFiles(), run: browserTests},
  firefox: {files: everyEngineFiles(), run: firefoxTests},
  stories: {files: filesIn(['stories'], /\.stories\.ts$/), run: storyTests},
  journeys: {files: filesIn(journeyFolders), run: journeyTests},
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`No stage ${unknown.join(', ')}; there are ${Object.keys(stages).join(', ')}.`);
  process.exit(2);
}

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Runs a stage under its heading; whatever goes wrong with the stage itself counts as one failure. */
const runStage = async ([name, {files, run}]) => {
  console.log(`\n== ${name}: ${plural(files.length, 'file')}`);
  if (files.length === 0) return {passed: 0, failed: 0, skipped: 0};
  const start = performance.now();
  try {
    const counts = await run(files);
    const ran = counts.passed + counts.failed > 0;
    if (!ran) console.error(`${name}: there are files, but no test ran`);
    const seconds = Math.round((performance.now() - start) / 1000);
    console.log(
      `== ${name}: ${counts.passed} of ${plural(counts.passed + counts.failed, 'test')} passed in ${seconds} s`,
    );
    return ran ? counts : {...counts, failed: 1};
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return {passed: 0, failed: 1, skipped: 0};
  }
};

const total = {passed: 0, failed: 0, skipped: 0};
for (const stage of Object.entries(stages).filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  const counts = await runStage(stage);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
if (total.passed + total.failed === 0) total.failed = 1;
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
