/**
 * `npm run axe`: axe over every screen of every element, in both languages, on light and dark pages, in three engines,
 * one after the other. `npm run axe -- webkit list` takes one engine and one file. `npm test` has key screens of it.
 */
import {filesIn} from '../support/folders.mjs';
import {inEngine, sum} from '../support/stages.mjs';

const engines = /** @type {const} */ (['chromium', 'firefox', 'webkit']);
const wanted = process.argv.slice(2);
const isWanted = (/** @type {string} */ name, /** @type {readonly string[]} */ names) =>
  names.every((other) => !wanted.includes(other)) || wanted.includes(name);

const nameOf = (/** @type {string} */ file) => /([\w-]+)\.axe\.ts$/.exec(file)?.[1] ?? '';
const all = filesIn(['test/axe'], /\.axe\.ts$/);
const files = all.filter((file) => isWanted(nameOf(file), all.map(nameOf)));

const results = [];
for (const engine of engines.filter((name) => isWanted(name, engines))) {
  console.log(`== ${engine}`);
  results.push(await inEngine(engine, files, (text) => void process.stdout.write(text)));
}
const {passed, failed} = sum(results);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failed} failed`);
