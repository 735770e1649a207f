/**
 * `npm test`: every test of the repository, and what needs a page in Chromium. `npm test -- all` adds the stages
 * `firefox` and `webkit`, as `.ci/run` does: they ask of other engines what Chromium was asked.
 * `npm test -- unit browser` runs the named stages only, `npm test -- server/test/grants.test.ts` the named files, each
 * in its stage, `npm test -- --changed` those that the changes of this branch touch, in every engine
 * (`support/changed.mjs`; `--changed=REF`: since that one began).
 *
 * | stage    | files                                                     | runs in                                  |
 * |----------|-----------------------------------------------------------|------------------------------------------|
 * | unit     | test/{domain,flows,ports,lint,package,harness}/**         | node:test                                |
 * | server   | server/test/**                                            | node:test, embedded store and PostgreSQL |
 * | browser  | every other folder of test/ (adapters, elements, ...)     | mocha and chai in Chromium               |
 * | firefox  | those that every engine has to pass, test/engines/**      | the same, and node:test, in Firefox      |
 * | webkit   | the same                                                  | the same in WebKit                       |
 * | stories  | stories/** (each in vi and en, light and dark)            | Vitest in Chromium: play, axe, console   |
 * | journeys | test/journeys/** (and demo/test/**)                       | node:test driving Chromium               |
 *
 * The folder decides where a test runs; `test/` mirrors `src/`. A test file is `*.test.ts` or `*.test.mjs`.
 * Three stages run side by side; what a stage prints is shown when it is through.
 * A stage that has files and runs no test has failed. The last line is `N passed, N failed`.
 */
import {fileURLToPath} from 'node:url';
import {changedFiles, touchedTests} from './support/changed.mjs';
import {
  browserFiles,
  everyEngineFiles,
  filesIn,
  journeyFolders,
  nodeFolders,
  engineFolders,
} from './support/folders.mjs';
import {
  browserTests,
  firefoxTests,
  journeyTests,
  serverTests,
  storyTests,
  sum,
  unitTests,
  webKitTests,
} from './support/stages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);

const engineFiles = [...everyEngineFiles(), ...filesIn(engineFolders)];

/** The longest first: three run side by side, and where one waits (for a page, a database, a code) others compute. */
const stages = {
  journeys: {files: filesIn(journeyFolders), run: journeyTests},
  browser: {files: browserFiles(), run: browserTests},
  stories: {files: filesIn(['stories'], /\.stories\.ts$/), run: storyTests},
  server: {files: filesIn(['server/test']), run: serverTests},
  webkit: {files: engineFiles, run: webKitTests},
  firefox: {files: engineFiles, run: firefoxTests},
  unit: {files: filesIn(nodeFolders), run: unitTests},
};
const sideBySide = 3;
const otherEngines = ['firefox', 'webkit'];

const usual = Object.keys(stages).filter((name) => !otherEngines.includes(name));

/** What was asked for is no stage and in none. */
const refuse = (names) => {
  const known = `all, ${Object.keys(stages).join(', ')}`;
  console.error(`No stage and no test file: ${names.join(', ')}. The stages are ${known}.`);
  process.exit(2);
};

/** Files of each stage, as they are named by the stage or by themselves. */
const namedFiles = (wanted) => {
  const names = wanted.map((name) => name.replaceAll('\\', '/').replace(/^\.\//, ''));
  const isKnown = (name) => name in stages || Object.values(stages).some(({files}) => files.includes(name));
  if (!names.every(isKnown)) refuse(names.filter((name) => !isKnown(name)));
  const isWanted = (stage, file) => [stage, file].some((name) => names.includes(name));
  return mapFiles((stage, files) => files.filter((file) => isWanted(stage, file)));
};

const mapFiles = (map) => Object.fromEntries(Object.entries(stages).map(([name, {files}]) => [name, map(name, files)]));

const filesByChanges = (reference) => {
  const changed = changedFiles(root, reference);
  console.log(plural(changed.length, 'changed file'));
  const touched = touchedTests(
    root,
    changed,
    mapFiles((_, files) => files),
  );
  if (Object.values(touched).every((files) => files.length === 0)) {
    console.log(`No test is touched by ${changed.join(', ') || 'nothing'}.`);
    process.exit(0);
  }
  return touched;
};

const chosen = (wanted) => {
  const changed = /^--changed(?:=(.+))?$/.exec(wanted[0] ?? '');
  if (changed) return filesByChanges(changed[1]);
  if (wanted[0] === 'all') return mapFiles((_, files) => files);
  return wanted.length === 0 ? namedFiles(usual) : namedFiles(wanted);
};

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Runs a stage and prints all of it in one piece; whatever goes wrong with the stage itself counts as one failure. */
const runStage = async ([name, files]) => {
  const start = performance.now();
  const printed = [`\n== ${name}: ${plural(files.length, 'file')}\n`];
  const print = (text) => void printed.push(text);
  try {
    const counts = await stages[name].run(files, print);
    const ran = counts.passed + counts.failed > 0;
    if (!ran) print(`${name}: there are files, but no test ran\n`);
    const seconds = Math.round((performance.now() - start) / 1000);
    print(`== ${name}: ${counts.passed} of ${plural(counts.passed + counts.failed, 'test')} passed in ${seconds} s\n`);
    return ran ? counts : {...counts, failed: 1};
  } catch (error) {
    print(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    return {passed: 0, failed: 1, skipped: 0};
  } finally {
    process.stdout.write(printed.join(''));
  }
};

const waiting = Object.entries(chosen(process.argv.slice(2))).filter(([, files]) => files.length > 0);
const results = [];
const work = async () => {
  for (let stage = waiting.shift(); stage; stage = waiting.shift()) results.push(await runStage(stage));
};
await Promise.all(Array.from({length: sideBySide}, work));

const total = sum(results);
if (total.passed + total.failed === 0) total.failed = 1;
process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
