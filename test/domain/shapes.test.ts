import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import * as shapes from '../../src/domain/shapes.js';

const {boolean, integer, list, misfitOf, nullable, object, oneOf, optional, tagged, text, timestamp} = shapes;

interface Row {
  readonly shape: shapes.Shape<unknown>;
  readonly takes: readonly unknown[];
  readonly refuses: readonly unknown[];
}

const table: Readonly<Record<string, Row>> = {
  'text()': {
    shape: text(),
    takes: ['', 'a', 'Quý khách\n', 'x'.repeat(512)],
    refuses: ['x'.repeat(513), 0, null, undefined, ['a'], {}],
  },
  'text(/^a+$/)': {shape: text(/^a+$/), takes: ['a', 'aaa'], refuses: ['', 'b', 'aab', 'a\n', ['a']]},
  'integer(2, 4)': {
    shape: integer(2, 4),
    takes: [2, 3, 4],
    refuses: [1, 5, 2.5, NaN, Infinity, '3', null, undefined, 3n, [3]],
  },
  boolean: {shape: boolean, takes: [true, false], refuses: [0, 1, 'true', null, undefined, {}]},
  "oneOf('a', 'b')": {shape: oneOf('a', 'b'), takes: ['a', 'b'], refuses: ['c', 'A', '', ['a'], 0, null, undefined]},
  'optional(boolean)': {shape: optional(boolean), takes: [true, undefined], refuses: [null, 0]},
  'nullable(boolean)': {shape: nullable(boolean), takes: [true, null], refuses: [undefined, 0]},
  'list(boolean, 1, 2)': {
    shape: list(boolean, 1, 2),
    takes: [[true], [true, false]],
    refuses: [[], [true, true, true], [0], [true, null], 'ab', {length: 1, 0: true}, null, undefined],
  },
  'object({a: boolean})': {
    shape: object({a: boolean}),
    takes: [{a: true}, {a: true, b: 1}, Object.assign(Object.create(null) as object, {a: true})],
    refuses: [{}, {a: 1}, {A: true}, Object.create({a: true}), [], true, 'a', null, undefined],
  },
  'object({a: optional(boolean)})': {
    shape: object({a: optional(boolean)}),
    takes: [{}, {a: true}],
    refuses: [{a: null}, null],
  },
  'object({toString: text()})': {shape: object({toString: text()}), takes: [{toString: 'a'}], refuses: [{}]},
  timestamp: {
    shape: timestamp,
    takes: [
      '2026-03-02T02:30:00Z',
      '2026-03-02T02:30:00.1Z',
      '2026-03-02T02:30:00.123456789Z',
      '2026-03-02T09:30:00+07:00',
    ],
    refuses: [
      '',
      'soon',
      '2026-02-30T25:00:00Z',
      '2026-03-02T02:30:00.Z',
      '+002026-03-02T02:30:00Z',
      '2026-03-02T02:30:00Z (UTC)',
      `2026-03-02T02:30:00.${'0'.repeat(20)}Z`,
      ['2026-03-02T02:30:00Z'],
      0,
      1_772_418_600_000,
      null,
      new Date(0),
    ],
  },
};

const shown = (value: unknown) => {
  if (typeof value === 'string')
    return `'${value.length > 30 ? `${value.slice(0, 10)}…` : value.replace('\n', '\\n')}'`;
  return typeof value === 'object' && value !== null
    ? `${Array.isArray(value) ? 'list' : 'object'} ${JSON.stringify(value)}`
    : String(value);
};

for (const [name, {shape, takes, refuses}] of Object.entries(table))
  describe(name, () => {
    for (const value of takes)
      test(`takes ${shown(value)}`, () => {
        assert.equal(shape(value), true);
      });
    for (const value of refuses)
      test(`refuses ${shown(value)}`, () => {
        assert.equal(shape(value), false);
      });
  });

describe('where a value misses its shape', () => {
  const inner = object({n: integer(0, 9), s: optional(text())});
  const shape = object({flag: boolean, items: list(inner, 0, 3), deep: nullable(object({inner}))});
  const right = {flag: true, items: [{n: 1}], deep: {inner: {n: 2}}};
  const rows: readonly (readonly [where: string | null, value: unknown])[] = [
    [null, right],
    ['', 'text'],
    ['', null],
    ['flag', {...right, flag: 1}],
    ['flag', {}],
    ['items', {...right, items: [{n: 1}, {n: 1}, {n: 1}, {n: 1}]}],
    ['items.1.n', {...right, items: [{n: 1}, {n: 10}]}],
    ['items.0.s', {...right, items: [{n: 1, s: null}]}],
    ['deep.inner.n', {...right, deep: {inner: {n: '2'}}}],
    ['deep', {...right, deep: 0}],
  ];
  for (const [where, value] of rows)
    test(`${JSON.stringify(value)}: ${where ?? 'fits'}`, () => {
      assert.equal(misfitOf(shape, value), where);
    });

  test('is told anew for every value, whatever was tried before', () => {
    for (const [where, value] of [...rows, ...rows.toReversed()]) {
      inner({n: 'x'});
      assert.equal(misfitOf(shape, value), where);
    }
  });

  test('holds nothing of the value', () => {
    assert.equal(misfitOf(shape, {...right, flag: 'secret', secret: 'secret'}), 'flag');
  });

  const kinds = tagged<object>(
    'kind',
    object<{kind: string; x: boolean}>({kind: oneOf('a'), x: boolean}),
    object<{kind: string; y: object}>({kind: oneOf('b', 'c'), y: object<{kind: string}>({kind: oneOf('z')})}),
  );
  for (const [where, value] of [
    [null, {kind: 'a', x: true}],
    [null, {kind: 'c', y: {kind: 'z'}}],
    ['x', {kind: 'a'}],
    ['y.kind', {kind: 'b', y: {kind: 'b'}}],
    ['kind', {kind: 'd', x: true}],
    ['', 5],
  ] as const)
    test(`of several kinds, ${JSON.stringify(value)}: ${where ?? 'fits'}`, () => {
      assert.equal(misfitOf(kinds, value), where);
      assert.equal(kinds(value), where === null);
    });
});
