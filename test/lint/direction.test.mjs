import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {ESLint} from 'eslint';
import tseslint from 'typescript-eslint';

// The files of these tests exist only as text, so rules that ask the type checker are out.
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  overrideConfig: [tseslint.configs.disableTypeChecked, {languageOptions: {parserOptions: {projectService: false}}}],
});

const LAYER_RULES = ['@typescript-eslint/no-restricted-imports', 'no-restricted-globals', 'no-restricted-syntax'];

/** The layer rules that a file breaks. */
const broken = async (filePath, text) => {
  const [result] = await eslint.lintText(text, {filePath});
  const fatal = result?.messages.find((message) => message.fatal);
  assert.equal(fatal, undefined, fatal?.message);
  return result?.messages.flatMap(({ruleId}) => (ruleId && LAYER_RULES.includes(ruleId) ? [ruleId] : [])) ?? [];
};

const where = {
  domain: 'domain/codes.ts',
  flows: 'flows/verify.ts',
  ports: 'ports/endpoint.ts',
  signals: 'signals.ts',
  developer: 'developer.ts',
  'developer-silent': 'developer-silent.ts',
  development: 'development/console.ts',
  str: 'str.ts',
  adapters: 'adapters/endpoint/http.ts',
  wiring: 'wiring/endpoint.ts',
  i18n: 'i18n/locale.ts',
  styles: 'styles/tokens.ts',
  events: 'events/verified.ts',
  controllers: 'controllers/flow.ts',
  elements: 'elements/otp-verify/otp-verify.ts',
  define: 'define/otp-verify.ts',
  index: 'index.ts',
  testing: 'testing/endpoint/time.ts',
  react: 'react/otp-verify.ts',
  generated: 'generated/locales/en.ts',
};

/** How a file of one layer names a file of another. */
const specifier = (from, to) => {
  const depth = where[from].split('/').length - 1;
  return (depth === 0 ? './' : '../'.repeat(depth)) + where[to].replace(/\.ts$/, '.js');
};

// A row reads: this layer may import values of these, and of those the types alone. Whatever is not named is refused.
/** @type {Record<string, {values: string[], types: string[]}>} */
const arrows = {
  domain: {values: [], types: []},
  flows: {values: ['domain'], types: []},
  ports: {values: ['domain'], types: []},
  signals: {values: [], types: []},
  developer: {values: [], types: ['domain']},
  'developer-silent': {values: [], types: []},
  development: {values: ['developer'], types: ['domain']},
  str: {values: [], types: []},
  adapters: {values: ['ports', 'domain', 'signals'], types: []},
  wiring: {values: ['adapters', 'ports', 'domain', 'signals'], types: []},
  i18n: {values: ['domain', 'generated', 'str', 'developer'], types: []},
  styles: {values: [], types: []},
  events: {values: [], types: ['domain', 'flows']},
  controllers: {values: ['flows', 'domain', 'i18n', 'signals'], types: ['ports']},
  elements: {
    values: ['controllers', 'flows', 'domain', 'i18n', 'styles', 'events', 'signals', 'wiring', 'developer'],
    types: ['ports'],
  },
  define: {values: ['elements', 'events', 'i18n', 'developer'], types: []},
  index: {values: ['elements', 'events', 'i18n'], types: ['ports', 'domain', 'flows', 'wiring']},
  testing: {values: ['adapters', 'domain', 'ports', 'signals'], types: ['elements', 'events', 'flows']},
  react: {values: ['define', 'index'], types: []},
};

const all = Object.keys(arrows);

/** What the linter lets a layer import from another: its values, its types alone, or nothing. */
const verdict = async (from, to) => {
  const path = `src/${where[from]}`;
  const module = specifier(from, to);
  const [asValue, asType, dynamic] = await Promise.all([
    broken(path, `import {x} from '${module}';\nx();\n`),
    broken(path, `import type {X} from '${module}';\nexport type Y = X;\n`),
    broken(path, `export const x = () => import('${module}');\n`),
  ]);
  assert.equal(dynamic.length > 0, asValue.length > 0, `${from} -> ${to}: import() is an import`);
  if (asValue.length === 0) return 'values';
  return asType.length === 0 ? 'types' : 'nothing';
};

describe('an import follows the arrows of the architecture', () => {
  for (const [from, {values, types}] of Object.entries(arrows)) {
    const others = Object.keys(where).filter((layer) => layer !== from);
    test(`${from} imports ${[...values, ...types.map((type) => `types of ${type}`)].join(', ') || 'nothing'}`, async () => {
      const expected = (to) => (values.includes(to) ? 'values' : types.includes(to) ? 'types' : 'nothing');
      const found = await Promise.all(others.map(async (to) => [to, await verdict(from, to)]));
      assert.deepEqual(Object.fromEntries(found), Object.fromEntries(others.map((to) => [to, expected(to)])));
    });
  }

  test('a file of the same name inside a layer is no arrow', async () => {
    assert.deepEqual(await broken('src/flows/verify/reducer.ts', "import {x} from '../events.js';\nx();\n"), []);
  });

  test('a detour through the top folder is an error', async () => {
    const text = "import {x} from '../../src/adapters/http-endpoint.js';\nx();\n";
    assert.deepEqual(await broken('src/flows/verify.ts', text), ['@typescript-eslint/no-restricted-imports']);
  });
});

test('the types of the contract are for the domain alone', async () => {
  const from = '../../server/generated/contract.js';
  assert.deepEqual(await layersThatMay(`import type {Grant} from '${from}';\nexport type G = Grant;\n`), ['domain']);
  assert.deepEqual(await layersThatMay(`import {x} from '${from}';\nx();\n`), []);
});

const packages = {
  otpauth: ['testing'],
  'idb-keyval': ['adapters'],
  react: ['react'],
  lit: ['i18n', 'styles', 'controllers', 'elements', 'testing'],
  '@lit/localize': ['str', 'i18n', 'styles', 'controllers', 'elements'],
  'node:fs': [],
};

/** The layers in which a line of text breaks no layer rule. */
const layersThatMay = async (text) => {
  const found = await Promise.all(
    all.map(async (layer) => ({layer, rules: await broken(`src/${where[layer]}`, text)})),
  );
  return found.filter(({rules}) => rules.length === 0).map(({layer}) => layer);
};

describe('a package is imported by the layers that are for it', () => {
  for (const [name, allowed] of Object.entries(packages)) {
    test(`${name}: ${allowed.join(', ') || 'none'}`, async () => {
      assert.deepEqual(await layersThatMay(`import {x} from '${name}';\nx();\n`), allowed);
    });
  }
});

const pure = ['domain', 'flows', 'developer-silent', 'str'];
const adapters = ['adapters', 'testing'];
const besidePure = all.filter((layer) => !pure.includes(layer));

// What an expression needs, and the layers that have it.
const expressions = {
  'fetch(url)': adapters,
  'globalThis.fetch(url)': adapters,
  'indexedDB.open(name)': adapters,
  'localStorage.getItem(name)': adapters,
  'crypto.randomUUID()': adapters,
  'performance.now()': adapters,
  'Date.now()': adapters,
  'new Date()': adapters,
  'Math.random()': adapters,
  'new Date(time)': besidePure,
  'document.title': besidePure,
  'window.origin': besidePure,
  'navigator.onLine': besidePure,
  'setTimeout(f, 1)': besidePure,
  'Date.parse(text)': all,
  'Date.UTC(2026, 0)': all,
  'Date.parse()': besidePure,
  'element.innerHTML': [],
  'element.insertAdjacentHTML(where, text)': [],
  'eval(text)': [],
};

describe('a layer sees only what its work needs', () => {
  for (const [expression, allowed] of Object.entries(expressions)) {
    test(`${expression}: ${allowed.join(', ') || 'none'}`, async () => {
      assert.deepEqual(await layersThatMay(`export const x = ${expression};\n`), allowed);
    });
  }
});

const forms = {
  'enum Step { Loading }': false,
  'namespace Steps { export const a = 1; }': false,
  'class A { constructor(readonly b: string) {} }': false,
  "import {x} from './codes'": false,
  'html`<p .innerHTML=${x}></p>`': false,
  "import {str} from '@lit/localize/internal/str-tag.js'": false,
  "import type {TemplateMap} from '@lit/localize/internal/types.js'": false,
  "export {str} from '@lit/localize/internal/str-tag.js'": false,
  "import('@lit/localize/internal/str-tag.js')": false,
  "import type {TemplateMap} from '@lit/localize'": true,
  "import {property} from '../internal/properties.js'": true,
  "import {unsafeHTML} from 'lit/directives/unsafe-html.js'": false,
  'declare global { interface HTMLElementTagNameMap { a: B } }': true,
  "import {x} from './codes.js'": true,
  'html`<p .textContent=${x}></p>`': true,
};

describe('an element is written in the forms of the house', () => {
  for (const [text, allowed] of Object.entries(forms)) {
    test(`${text} ${allowed ? 'is fine' : 'is an error'}`, async () => {
      assert.equal((await broken('src/elements/otp-verify/a.ts', `${text};\n`)).length === 0, allowed);
    });
  }

  test('a switch in a reducer has no default', async () => {
    const text = "switch (a) { case 'b': c(); break; default: d(); }\n";
    assert.deepEqual(await broken('src/flows/verify.ts', text), ['no-restricted-syntax']);
  });
});

test('what is generated, which nobody lints, imports no package', () => {
  const folder = fileURLToPath(new URL('../../src/generated', import.meta.url));
  const files = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.ts'));
  const imports = files.flatMap(
    (file) => readFileSync(path.join(folder, file), 'utf8').match(/ from '[^.'][^']*'/g) ?? [],
  );
  assert.ok(files.length > 0);
  assert.deepEqual(imports, []);
});
