/**
 * What the docs say of the sources: the tables of each element, its events and parts, the tokens, the channels, the
 * problems, the endpoint's variables, between the markers `<!-- NAME -->` and `<!-- /NAME -->`; the contract's page,
 * `llms.txt` and the sample of the endpoint's environment as a whole. `--check` writes nothing and fails if something
 * has drifted.
 */
import {tsImport} from 'tsx/esm/api';
import {contractPage} from './docs/contract.mjs';
import {eventsOf, knownElements, lookOf, partsOf, referenceOf} from './docs/elements.mjs';
import {environmentFile} from './docs/environment.mjs';
import {llmsText} from './docs/llms.mjs';
import {code, table} from './docs/markdown.mjs';
import {pages} from './docs/pages.mjs';
import {problemsText} from './docs/problems.mjs';
import {fail, filesBelow, textOf, writeOrCheck} from './tools.mjs';

const sources = await tsImport('./docs/sources.ts', import.meta.url);
const known = knownElements();
const all = [...known.values()];

/** The variables of the reference endpoint, from what reads them. */
const variables = () => {
  const rows = Object.entries(sources.variableDescriptions).map(([name, {what, otherwise}]) => [
    code(name),
    what,
    otherwise,
  ]);
  return `\n${table(['Variable', 'What it says', 'Without it'], rows)}\n\n`;
};

const yes = (value) => (value ? 'yes' : '');

const channels = () => {
  const rows = sources.channels.map(({id, name, enrolls, makesCodes, synchronizes}) => [
    code(id),
    name,
    yes(enrolls),
    yes(makesCodes),
    yes(synchronizes),
  ]);
  const columns = ['Id', 'Name', 'Registers KB-OTP', 'Makes codes', 'Synchronizes'];
  return `\n${table(columns, rows)}\n\n`;
};

const testAccounts = () =>
  `\n${table(
    ['Account', 'What it is'],
    sources.testAccounts.map(({account, title}) => [code(account), title.en]),
  )}\n\n`;

const testCodes = () =>
  `\n${table(
    ['Code', 'Leads to'],
    sources.testCodes.map((row) => [code(row.code), code(row.leadsTo)]),
  )}\n\n`;

const conformance = () =>
  `\n${table(
    ['Check', 'What a conforming endpoint does'],
    sources.conformanceChecks.map(({id, title}) => [code(id), title]),
  )}\n\n`;

/** A file of the repository, as a fenced block in its language. */
const fileBlock = (file) => {
  const text = textOf(file);
  if (text === undefined) fail(`docs: there is no ${file}`);
  return `\n\`\`\`${file.split('.').at(-1)}\n${text ?? ''}\`\`\`\n\n`;
};

/** What stands between markers, by the marker's name. */
const parts = {
  ...Object.fromEntries([...known].map(([tag, element]) => [`api:${tag}`, () => `${referenceOf(element)}\n`])),
  'api:look': () => `${lookOf(all[0])}\n`,
  events: () => `${eventsOf(all)}\n`,
  parts: () => `${partsOf(all)}\n`,
  problems: () => problemsText(sources),
  variables,
  channels,
  conformance,
  'test-accounts': testAccounts,
  'test-codes': testCodes,
};

/** Written by `scripts/examples.mjs`, which has to walk them. */
const others = new Set(['hosts']);

const used = new Set();

const filled = (file) =>
  (textOf(file) ?? '').replace(
    /(<!-- ([a-z][\w:./-]*) -->\n)[\s\S]*?(<!-- \/\2 -->)/g,
    (whole, opening, name, closing) => {
      used.add(name);
      if (name.startsWith('file:')) return `${opening}${fileBlock(name.slice(5))}${closing}`;
      if (name in parts) return `${opening}${parts[name]()}${closing}`;
      if (others.has(name)) return whole;
      fail(`docs: ${file} has a place for ${name}, of which nobody knows`);
      return whole;
    },
  );

const whole = {'docs/reference/contract.md': contractPage(sources)};
const isPage = (file) => file.endsWith('.md') && !(file in whole);
const prose = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...filesBelow('docs', isPage)];
const files = {...whole, ...Object.fromEntries(prose.map((file) => [file, filled(file)]))};
files['llms.txt'] = llmsText();
files['server/deploy/endpoint.env.example'] = environmentFile(sources.variableDescriptions);

for (const name of Object.keys(parts)) if (!used.has(name)) fail(`docs: no page has a place for ${name}`);
const listed = new Set(pages.map(({file}) => file));
for (const file of filesBelow('docs'))
  if (!listed.has(file)) fail(`docs: scripts/docs/pages.mjs does not name ${file}`);
for (const file of listed) if (textOf(file) === undefined && !(file in whole)) fail(`docs: there is no ${file}`);
writeOrCheck(files, {name: 'docs', because: 'the sources say otherwise', repair: 'node scripts/docs.mjs'});
