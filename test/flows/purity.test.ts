/** The flows and the domain are functions of their arguments: no page, no network, no storage, no clock, no chance. */
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {usesOf} from './purity.js';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const filesOf = (folder: string) =>
  readdirSync(path.join(src, folder), {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(src, folder, file));

const pure = [...filesOf('domain'), ...filesOf('flows')];

/** Values of the language that depend on nothing but their arguments. */
const timeless = [
  'Array.from',
  'Array.isArray',
  'BigInt',
  'Date.parse',
  'Infinity',
  'Math.abs',
  'Math.ceil',
  'Math.floor',
  'Math.max',
  'Math.min',
  'NaN',
  'Number',
  'Number.isFinite',
  'Number.isInteger',
  'Number.isSafeInteger',
  'Object.entries',
  'Object.hasOwn',
  'Object.keys',
  'String',
  'Uint8Array',
  'Uint8Array.from',
  'new ArrayBuffer(...)',
  'new DataView(...)',
  'new Map(...)',
  'new RegExp(...)',
  'new Set(...)',
  'new Set()',
  'new Uint8Array()',
  'new Uint8Array(...)',
  'parseInt',
];

describe('src/flows and src/domain', () => {
  const {modules, globals, errors} = usesOf(pure);

  test('are found', () => {
    assert.ok(
      pure.some((file) => file.endsWith('flows/verify.ts')) && pure.some((file) => file.endsWith('domain/code.ts')),
    );
  });

  test('import each other, the contract’s types, and nothing else', () => {
    assert.deepEqual(modules, ['types of ../../server/generated/contract.d.ts']);
  });

  test('name nothing of the language that looks at a clock or throws dice', () => {
    assert.deepEqual(
      globals.filter((name) => !timeless.includes(name)),
      [],
    );
  });

  test('compile where there is nothing but ECMAScript', () => {
    assert.deepEqual(errors, []);
  });
});

describe('an impure file is found out', () => {
  const file = path.join(src, 'flows/impure.ts');
  const uses = (text: string) => usesOf([file], new Map([[file, text]]));

  const modules = {
    "import {html} from 'lit'; html``": ['lit'],
    "import 'lit'": ['lit'],
    "import type {html} from 'lit'": ['types of lit'],
    "export {overHttp} from '../adapters/endpoint/http.js'": ['../adapters/endpoint/http.ts'],
    "export type {Clock} from '../ports/clock.js'": ['types of ../ports/clock.ts'],
    "export const later = () => import('../controllers/flow.js')": ['../controllers/flow.ts'],
    'export const later = (name: string) => import(name)': ['computed'],
    "export type Clock = import('../ports/clock.js').Clock": ['types of ../ports/clock.ts'],
    "import {readFileSync} from 'node:fs'; readFileSync('x')": ['node:fs'],
  };
  for (const [text, found] of Object.entries(modules))
    test(`${text}`, () => {
      assert.deepEqual(uses(text).modules, found);
    });

  const clocks = {
    'export const now = Date.now()': ['Date.now'],
    'export const now = new Date()': ['new Date()'],
    'export const now = Date()': ['Date'],
    'const {now} = Date; export const at = now()': ['Date'],
    'export const dice = Math.random()': ['Math.random'],
    'export const all = globalThis': ['globalThis'],
    "export const run = eval('1')": ['eval'],
    'export const later = new Intl.DateTimeFormat().format()': ['Intl.DateTimeFormat'],
  };
  for (const [text, found] of Object.entries(clocks))
    test(`${text}`, () => {
      assert.deepEqual(uses(text).globals, found);
    });

  test('every name of page, network, storage, clock or process', () => {
    const names = [
      'document',
      'window',
      'fetch',
      'localStorage',
      'indexedDB',
      'crypto',
      'setTimeout',
      'performance',
      'process',
      'console',
    ];
    const {errors} = uses(names.map((name, index) => `export const found${index} = ${name};`).join('\n'));
    assert.equal(errors.length, names.length, errors.join('\n'));
  });

  test('a local that is called like a global is none', () => {
    const {globals, errors} = uses('export const f = (document: {Date: number}, Date: number) => document.Date + Date');
    assert.deepEqual([globals, errors], [[], []]);
  });
});
