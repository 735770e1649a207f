/**
 * `npm run bench`: the elements beside their peers, by turns in one run. Prints a table of medians, and of ratios to
 * the plain input where both are counted above an empty page. `--quick` takes fewer rounds and the peers that matter
 * most; `--rounds=N`; `--only=NAME,NAME`.
 */
import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {cpus, tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {launchChromium} from '../support/browser.mjs';
import {serveFolder} from '../support/static-server.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = path.join(here, '../..');
const {values: options} = parseArgs({
  options: {quick: {type: 'boolean', default: false}, rounds: {type: 'string'}, only: {type: 'string'}},
});
const rounds = Number(options.rounds ?? (options.quick ? 3 : 11));
const quickNames = ['empty', 'plain', 'lit-input', 'web-awesome', 'otp-verify'];
const only = options.only?.split(',') ?? (options.quick ? quickNames : undefined);

const must = (command, args, cwd) => {
  const {status} = spawnSync(command, args, {cwd, stdio: 'inherit'});
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`);
};

if (!existsSync(path.join(here, 'node_modules')))
  must('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], here);
if (!existsSync(path.join(root, 'dist/cdn/otp-verify.js'))) must('npm', ['run', '--silent', 'build'], root);
const {buildCandidates} = await import('./build.mjs');
const {measureColdLoad, measureEntry, measureLoad, measureMany, measurePaste} = await import('./measure.mjs');

/**
 * @typedef {object} Column
 * @property {string} key of a measurement
 * @property {string} title
 * @property {string} [unit]
 * @property {number} [digits] after the point; 1 by itself
 * @property {boolean} [ratio] to the plain input, net of the empty page
 */

/**
 * What is measured, and of which rows the ratio counts.
 * @type {readonly Column[]}
 */
const columns = [
  {key: 'bytes', title: 'bytes', digits: 0},
  {key: 'load', title: 'load', unit: 'ms', ratio: true},
  {key: 'many', title: '200 of them', unit: 'ms', ratio: true},
  {key: 'typing', title: 'typing', unit: 'ms', ratio: true},
  {key: 'paste', title: 'paste', unit: 'ms', ratio: true},
  {key: 'firstField', title: 'first field', unit: 'ms', digits: 0},
  {key: 'longest', title: 'longest task', unit: 'ms', digits: 0},
  {key: 'layouts', title: 'layouts', digits: 0},
  {key: 'styles', title: 'style flushes', digits: 0},
  {key: 'manyLayouts', title: 'layouts of 200', digits: 0},
  {key: 'heap', title: 'heap each', unit: 'kB'},
  {key: 'nodes', title: 'nodes each', digits: 0},
  {key: 'listeners', title: 'listeners each', digits: 0},
  {key: 'shift', title: 'layout shift', digits: 3},
];

const median = (values) => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const spread = (values) => `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;

/** One round of everything for one candidate. */
const measure = async (browser, url, isEmpty) => ({
  ...(await measureLoad(browser, url)),
  ...(await measureColdLoad(browser, url)),
  ...(isEmpty ? {typing: 0, paste: 0} : {...(await measureEntry(browser, url)), ...(await measurePaste(browser, url))}),
  ...(await measureMany(browser, url)),
});

const folder = mkdtempSync(path.join(tmpdir(), 'kb-otp-bench-'));
const made = (await buildCandidates(folder)).filter(({name}) => only?.includes(name) ?? true);
const server = await serveFolder(folder, {}, {compress: true});
const browser = await launchChromium();
/** @type {Record<string, Record<string, number[]>>} */
const results = Object.fromEntries(made.map(({name, bytes}) => [name, {bytes: [bytes]}]));
try {
  // The first round warms up, and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const {name} of made) {
      const values = await measure(browser, `${server.url}/${name}.html`, name === 'empty');
      if (round === 0) continue;
      for (const [key, value] of Object.entries(values)) ((results[name] ??= {})[key] ??= []).push(value);
    }
    process.stderr.write(`round ${round} of ${rounds}\n`);
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, {recursive: true, force: true});
}

const [processor] = cpus();
console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${processor?.model ?? 'unknown'}, Node ${process.version}, ` +
    `Chromium ${browser.version()}, ${rounds} rounds by turns, processor slowed down four times\n`,
);
const of = (name, key) => median(results[name]?.[key] ?? []);
const net = (name, key) => of(name, key) - (of('empty', key) || 0);
/**
 * @param {string} name
 * @param {Column} column
 */
const cell = (name, {key, digits = 1, ratio}) => {
  const value = of(name, key).toFixed(digits);
  if (!ratio || name === 'empty') return value;
  return `${value} (${(net(name, key) / net('plain', key)).toFixed(1)}x)`;
};
/** @param {Column} column */
const heading = ({title, unit}) => (unit ? `${title}, ${unit}` : title);
console.log(`| | ${columns.map(heading).join(' | ')} |\n|${' --- |'.repeat(columns.length + 1)}`);
for (const {name} of made) console.log(`| ${name} | ${columns.map((column) => cell(name, column)).join(' | ')} |`);
console.log('\nLeast and most:');
for (const {name} of made) {
  const spreads = columns
    .filter(({ratio}) => ratio)
    .map(({key, title}) => `${title} ${spread(results[name]?.[key] ?? [])}`);
  console.log(`  ${name}: ${spreads.join(', ')}`);
}
