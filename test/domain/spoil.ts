/**
 * From a schema of the contract and a value that fits it: values that differ from it in one place, and whether the
 * contract still lets them pass.
 */
import {resolve, type Schema} from './openapi.js';

export interface Variant {
  /** Where the value differs: `methods.0.label.vi`. */
  readonly path: string;
  /** What is there instead. */
  readonly why: string;
  readonly fits: boolean;
  readonly value: unknown;
}

/** The variants of each place, by its path. */
export function byPath(all: readonly Variant[]): ReadonlyMap<string, readonly Variant[]> {
  const groups = new Map<string, Variant[]>();
  for (const variant of all) groups.set(variant.path, [...(groups.get(variant.path) ?? []), variant]);
  return groups;
}

type Path = readonly (string | number)[];
type Change = readonly [why: string, fits: boolean, replacement: unknown];

const absent = Symbol('absent');

/** Texts at every bound that a pattern of the contract can have: the pattern says which of them fit. */
const beginnings = ['a', 'a0', 'a-', 'A', 'A0', '0', '-', '.', '_', '~', '+', '(', ')', ' '];
const lengths = [...Array.from({length: 70}, (_, length) => length), 511, 512];
const textsOfEveryLength = beginnings.flatMap(([first = '', rest = first]) =>
  lengths.map((length) => `${first}${rest.repeat(length)}`),
);

const oneOfEachType: Readonly<Record<NonNullable<Schema['type']>, unknown>> = {
  object: {},
  array: [],
  string: 'text',
  integer: 5,
  boolean: true,
  null: null,
};

export function variants(schema: Schema, sample: unknown): readonly Variant[] {
  return [...changesBelow(schema, sample, [])].map(([path, [why, fits, replacement]]) => ({
    path: path.join('.'),
    why,
    fits,
    value: replace(sample, path, replacement),
  }));
}

function* changesBelow(written: Schema, value: unknown, path: Path): Generator<readonly [Path, Change]> {
  const schema = variantOf(written, value);
  for (const change of changesOf(written, schema, value)) yield [path, change];
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const isRequired = schema.required?.includes(key) ?? false;
    const below = [...path, key];
    yield [below, ['missing', !isRequired, absent]];
    const child = (value as Record<string, unknown>)[key];
    if (child === undefined) throw new Error(`the sample has no ${below.join('.')}`);
    yield* changesBelow(property, child, below);
  }
  const [first] = Array.isArray(value) ? (value as unknown[]) : [];
  if (schema.items && first !== undefined) yield* changesBelow(schema.items, first, [...path, 0]);
}

/** The branch of a `oneOf` that a value belongs to: by its `kind`, else the one that is not `null`. */
function variantOf(written: Schema, value: unknown): Schema {
  const schema = resolve(written);
  if (!schema.oneOf) return schema;
  const branches = schema.oneOf.map(resolve).filter(({type}) => type !== 'null');
  const {kind} = value as {kind?: unknown};
  const ofKind = ({properties}: Schema) => allowed(properties?.['kind'] ?? {}).includes(kind);
  const branch = branches.find(ofKind) ?? branches[0];
  if (!branch) throw new Error('a oneOf without a branch');
  return branch;
}

const allowed = ({enum: values, const: only}: Schema) => values ?? (only === undefined ? [] : [only]);

function* changesOf(written: Schema, schema: Schema, value: unknown): Generator<Change> {
  yield* otherTypes(written, schema);
  yield* enumMembers(schema);
  yield* textBounds(schema, value);
  yield* numberBounds(schema);
  if (Array.isArray(value)) yield* listBounds(schema, value);
}

function* otherTypes(written: Schema, {type}: Schema): Generator<Change> {
  const isNullable = resolve(written).oneOf?.some((branch) => branch.type === 'null') ?? false;
  for (const [other, replacement] of Object.entries(oneOfEachType))
    if (other !== type) yield [`of type ${other}`, other === 'null' && isNullable, replacement];
}

function* enumMembers(schema: Schema): Generator<Change> {
  const values = allowed(schema);
  for (const value of values) yield [`'${String(value)}'`, true, value];
  if (values.length > 0) yield ["'something-else'", false, 'something-else'];
}

function* textBounds({type, pattern, format, maxLength}: Schema, value: unknown): Generator<Change> {
  if (type !== 'string') return;
  const matches = new RegExp(pattern ?? '');
  if (pattern) {
    for (const text of ['', ...textsOfEveryLength, ` ${String(value)}`, `${String(value)}\n`, `${String(value)}é`])
      yield [`'${text}'`, matches.test(text), text];
  }
  if (format === 'date-time') for (const text of ['', 'soon', '2026-13-45T99:00:00Z']) yield ['no moment', false, text];
  if (maxLength !== undefined) {
    const longest = String(value).padStart(maxLength, '9');
    for (const text of ['', '9'.repeat(maxLength), longest])
      yield [`of ${text.length} characters`, matches.test(text), text];
    // Of what is only shown, one more does no harm.
    for (const text of [...(pattern ? [`9${longest}`] : []), '9'.repeat(10_000)])
      yield [`of ${text.length} characters`, false, text];
  }
}

function* numberBounds({minimum, maximum}: Schema): Generator<Change> {
  if (minimum === undefined || maximum === undefined) return;
  yield* [minimum, maximum].map((value): Change => [`${value}`, true, value]);
  yield* [minimum - 1, maximum + 1, minimum + 0.5, NaN, Infinity].map((value): Change => [`${value}`, false, value]);
}

function* listBounds({minItems = 0, maxItems = Infinity}: Schema, value: readonly unknown[]): Generator<Change> {
  const repeated = (length: number) => Array.from({length}, () => value[0]);
  yield [`${minItems} items`, true, repeated(minItems)];
  yield [`${maxItems} items`, true, repeated(maxItems)];
  yield [`${maxItems + 1} items`, false, repeated(maxItems + 1)];
  if (minItems > 0) yield [`${minItems - 1} items`, false, repeated(minItems - 1)];
}

function replace(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) return value.with(Number(key), replace(value[Number(key)], rest, replacement));
  const {[key]: child, ...others} = value as Record<string, unknown>;
  const changed = replace(child, rest, replacement);
  return changed === absent ? others : {...others, [key]: changed};
}
