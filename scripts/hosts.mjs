/**
 * Compiles every example of `docs/frameworks.md`, those of the Storybook's pages and of the first steps, and the code
 * that the playground gives away, against the packed package, by the compiler of its framework. Beside each example of
 * the first stand copies of it with one thing wrong, which that compiler has to refuse: so its types are no `any`. The
 * frameworks are `test/package/hosts`'s own; nobody else has to install them. Run after `npm run build`.
 */
import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {stripVTControlCharacters} from 'node:util';
import {tsImport} from 'tsx/esm/api';
import {installPackage, run} from './package-host.mjs';
import {fencedBlocks} from './snippets.mjs';
import {fail, root, runNode, textOf, tsc} from './tools.mjs';

const page = 'docs/frameworks.md';
const hosts = path.join(root, 'test/package/hosts');
const built = path.join(hosts, 'build');
const tool = (file) => path.join(hosts, 'node_modules', file);

/** One thing wrong: a purpose that is none, another event's listener, another function for the token. */
const faults = {
  purpose: (text) => text.replace(/(purpose(?: ?= ?)["'])order/, '$1odrer'),
  event: (text) =>
    text
      .replaceAll('onOtpVerified', 'onOtpError')
      .replaceAll(/otp-verified(?!'|\.js)|(?<=addEventListener\(')otp-verified/g, 'otp-error'),
  token: (text) => text.replace(/(getSessionToken(?: ?= ?)["{]?)sessionToken/, '$1placeOrder'),
};

const byTypeScript = (project) => [tsc, '--noEmit', '--pretty', 'false', '--project', project];
const byVue = (project) => [tool('vue-tsc/bin/vue-tsc.js'), '--noEmit', '--pretty', 'false', '--project', project];
const bySvelte = (project) => [
  tool('svelte-check/bin/svelte-check'),
  '--tsconfig',
  project,
  '--workspace',
  '.',
  '--output',
  'machine',
];
const byAngular = (project) => [tool('@angular/compiler-cli/bundles/src/bin/ngc.js'), '--project', project];

const every = ['purpose', 'event', 'token'];

/** Lit's templates are checked by nobody; of Angular's, only the listeners of an element that isn't its own. */
const table = {
  plain: {refuses: every, compile: byTypeScript},
  lit: {refuses: [], compile: byTypeScript, options: {useDefineForClassFields: false}},
  react: {refuses: every, compile: byTypeScript, options: {jsx: 'react-jsx'}},
  next: {refuses: every, compile: byTypeScript, options: {jsx: 'react-jsx'}},
  preact: {refuses: every, compile: byTypeScript, options: {jsx: 'react-jsx', jsxImportSource: 'preact'}},
  solid: {refuses: every, compile: byTypeScript, options: {jsx: 'preserve', jsxImportSource: 'solid-js'}},
  vue: {refuses: every, compile: byVue},
  svelte: {refuses: every, compile: bySvelte},
  angular: {
    refuses: ['event'],
    compile: byAngular,
    options: {experimentalDecorators: true, noEmit: false, rootDir: '..', outDir: 'out'},
    others: {angularCompilerOptions: {strictTemplates: true}},
  },
};

const strict = {
  strict: true,
  noEmit: true,
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  types: [],
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  skipLibCheck: false,
};

/** Writes a host's example, its faulty copies and its project; returns the names of those copies. */
const prepare = ([name, {refuses, options = {}, others = {}}], blocks, examples) => {
  const folder = path.join(built, name);
  mkdirSync(folder, {recursive: true});
  const own = blocks.filter(({file}) => file.startsWith(`${name}/`));
  if (own.length === 0) fail(`hosts: ${page} has no example for ${name}`);
  const faulty = own.flatMap(({file, text}) =>
    refuses.map((fault) => {
      const changed = faults[fault](text);
      if (changed === text) fail(`hosts: ${file} has nothing that "${fault}" could make wrong`);
      return [`${name}/wrong-${fault}${path.extname(file)}`, changed];
    }),
  );
  for (const {file, text} of [...own, ...examples.filter(({file}) => file?.startsWith(`${name}/`))])
    writeFileSync(path.join(built, file), text);
  for (const [file, text] of faulty) writeFileSync(path.join(built, file), text);
  const project = {compilerOptions: {...strict, ...options}, ...others, include: ['*', '../broker.ts']};
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(project));
  // Without one of its own, Svelte's checker takes the configuration of whatever stands above.
  if (name === 'svelte') writeFileSync(path.join(folder, 'svelte.config.js'), 'export default {};\n');
  return faulty.map(([file]) => path.basename(file));
};

const compile = ([name, {compile: commandOf}]) =>
  new Promise((done) => {
    const child = spawn(process.execPath, commandOf(path.join(built, name, 'tsconfig.json')), {
      cwd: path.join(built, name),
      env: {...process.env, NO_COLOR: '1'},
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => done({code, output}));
  });

/** The files that a compiler complains about; the closing line of `svelte-check`, which counts them, is none. */
const blamed = (output) =>
  new Set(
    stripVTControlCharacters(output)
      .split('\n')
      .filter((line) => /error/i.test(line) && !line.includes('COMPLETED'))
      .flatMap((line) => /[\w-]+(\.d)?\.(tsx?|vue|svelte)\b/.exec(line)?.[0] ?? []),
  );

const check = async (host, blocks, examples) => {
  const [name] = host;
  const start = performance.now();
  const wanted = prepare(host, blocks, examples);
  const {code, output} = await compile(host);
  const found = blamed(output);
  const missed = wanted.filter((file) => !found.has(file));
  const wrongly = [...found].filter((file) => !wanted.includes(file));
  const asWanted = (code === 0) === (wanted.length === 0);
  const good = missed.length === 0 && wrongly.length === 0 && asWanted;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${good ? 'ok    ' : 'not ok'} ${name}: ${seconds} s, ${wanted.length} faults refused`);
  if (good) return;
  fail(`hosts: ${name}: wrongly taken: ${missed.join()}; wrongly refused: ${wrongly.join()}\n${output}`);
};

/** Every entry that has types, by the oldest TypeScript that is promised to hosts. */
const compileByOldest = (exports) => {
  const folder = path.join(built, 'oldest');
  mkdirSync(folder);
  const entries = Object.entries(exports).filter(([, target]) => typeof target === 'object' && 'default' in target);
  const imports = entries.map(
    ([entry], index) => `import * as e${index} from 'kb-otp${entry.slice(1)}';\nvoid e${index};\n`,
  );
  writeFileSync(path.join(folder, 'entries.ts'), imports.join(''));
  const project = {compilerOptions: strict, include: ['*', '../broker.ts', '../plain/confirm-order.ts']};
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(project));
  runNode(tool('typescript54/bin/tsc'), ['--project', folder], {quiet: true});
  console.log(`ok     TypeScript 5.4: ${entries.length} entries`);
};

if (process.env['CI'] || !existsSync(path.join(hosts, 'node_modules/react')))
  run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], hosts);
const {exports} = installPackage(hosts);
rmSync(built, {recursive: true, force: true});
mkdirSync(built, {recursive: true});
const blocks = fencedBlocks(textOf(page) ?? '').filter(({file}) => file);
for (const {file, text} of blocks.filter(({file}) => !file.includes('/'))) writeFileSync(path.join(built, file), text);
const {exampleTags, examplesOf} = await tsImport('../stories/pages/examples.ts', import.meta.url);
const {playgroundExamples} = await tsImport('../site/playground/code.ts', import.meta.url);
const begun = fencedBlocks(textOf('docs/start.md') ?? '').filter(({file}) => file);
const examples = [...exampleTags.flatMap(examplesOf), ...playgroundExamples(), ...begun];
const only = process.argv[2];
const waiting = Object.entries(table).filter(([name]) => only === undefined || name === only);
const worker = async () => {
  for (let host = waiting.shift(); host; host = waiting.shift()) await check(host, blocks, examples);
};
await Promise.all([worker(), worker()]);
if (only === undefined) compileByOldest(exports);
