/**
 * Walks through every example of `examples/` as a stranger would who copies it: installed with the packed package,
 * its types checked, built, served, and used by a customer in a real browser (`example-walk.mjs`). Run after
 * `npm run build`. Prints what works where; `--write` puts that into `docs/hosts.md`, `--check` fails when something
 * else stands there. A name walks that example alone.
 */
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {launchChromium} from '../test/support/browser.mjs';
import {prepare, serveEndpoint, serveExample} from './example-host.mjs';
import {walk} from './example-walk.mjs';
import {run} from './package-host.mjs';
import {fail, flag, root, textOf, writeOrCheck} from './tools.mjs';

const columns = ['Types', 'Attributes', 'Properties', 'Events', 'Form', 'Server rendering', 'Test kit'];

/**
 * What an example has not; all else is walked.
 * @type {Record<string, {title: string, lacks: string[]}>}
 */
const hosts = {
  plain: {title: 'Plain page, no bundler', lacks: ['Types', 'Server rendering']},
  'vite-ts': {title: 'Vite and TypeScript', lacks: ['Server rendering']},
  'react-19': {title: 'React 19', lacks: ['Server rendering']},
  next: {title: 'Next.js 16', lacks: []},
  'vue-3': {title: 'Vue 3', lacks: ['Server rendering']},
  'svelte-5': {title: 'Svelte 5', lacks: ['Server rendering']},
  angular: {title: 'Angular 21', lacks: ['Server rendering']},
  astro: {title: 'Astro 5', lacks: []},
  'back-end': {title: 'Hono, and the reference endpoint', lacks: ['Server rendering']},
};

/** Keys that the back end shares with the endpoint. */
const keys = {
  SESSION_KEY: 'session-key-of-this-walk-0123456789',
  SERVICE_KEY: 'service-key-of-this-walk-0123456789',
};

/** The code of the text message that the reference endpoint has sent. */
const sentCode = async (endpoint) => {
  const {messages} = await (await fetch(`${endpoint}/dev/inbox?account=058C000002`)).json();
  return /\b\d{6}\b/.exec(messages[0].text.en)?.[0] ?? '';
};

const openPage = async (browser, name, folder) => {
  const isDrawn = !hosts[name]?.lacks.includes('Server rendering');
  const endpoint = name === 'back-end' ? await serveEndpoint(path.join(folder, 'data'), keys) : undefined;
  try {
    const {url, close} = await serveExample(folder, {...keys, ...(endpoint && {ENDPOINT: `${endpoint.url}/v1`})});
    try {
      await walk(browser, {folder, url, isDrawn, ...(endpoint && {codeOf: () => sentCode(endpoint.url)})});
    } finally {
      await close();
    }
  } finally {
    await endpoint?.close();
  }
};

const table = () => {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const rows = Object.entries(hosts).map(([name, {title, lacks}]) =>
    row([`[${title}](../examples/${name})`, ...columns.map((column) => (lacks.includes(column) ? '–' : '✅'))]),
  );
  return [row(['Host', ...columns]), row(['---', ...columns.map(() => ':-:')]), ...rows].join('\n');
};

const only = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
// Those that take longest stand last, and go first.
const names = Object.keys(hosts)
  .filter((name) => only === undefined || name === only)
  .reverse();
if (names.length === 0) fail(`examples: there is none called ${only}`);

const place = mkdtempSync(path.join(tmpdir(), 'kb-otp-examples-'));
const browser = await launchChromium();
try {
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', place], root);
  const tarball = path.join(place, JSON.parse(packed)[0].filename);
  const walkOne = async (name) => {
    const began = performance.now();
    const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
    const folder = path.join(place, name);
    mkdirSync(folder);
    try {
      await prepare(name, folder, tarball);
      const built = seconds();
      await openPage(browser, name, folder);
      console.log(`ok     ${name}: ${seconds()}, of that ${built} until it was built`);
    } catch (error) {
      fail(`not ok ${name}: ${seconds()}: ${error instanceof Error ? error.message : error}`);
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  };
  const worker = async () => {
    for (let name = names.shift(); name; name = names.shift()) await walkOne(name);
  };
  await Promise.all([worker(), worker()]);
} finally {
  await browser.close();
  rmSync(place, {recursive: true, force: true});
}

if (!process.exitCode && only === undefined) {
  console.log(table());
  const page = textOf('docs/hosts.md') ?? '';
  const text = page.replace(/(<!-- hosts -->\n)[\s\S]*?(<!-- \/hosts -->)/, `$1\n${table()}\n\n$2`);
  if (flag('write') || flag('check'))
    writeOrCheck(
      {'docs/hosts.md': text},
      {name: 'hosts', because: 'the walk says otherwise', repair: 'npm run examples -- --write'},
    );
}
