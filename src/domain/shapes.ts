/**
 * A shape says whether a value from outside is what it claims to be. Shapes only look: they copy nothing and ignore
 * fields that they don't know, so `__proto__` in an answer stays the data that it is.
 */
export type Shape<Value> = (value: unknown) => value is Value;

/**
 * Where the latest value that did not fit misses its shape. It is written from the inside out while a check fails,
 * which is synchronous, and starts anew with each object and list that is looked into.
 */
let misfit = '';

const missedAt = (key: string | number): false => {
  misfit = misfit ? `${key}.${misfit}` : `${key}`;
  return false;
};

/**
 * Null when `value` fits; otherwise the path of the first field that does not, such as `methods.0.label.vi`, or the
 * empty string for the whole. The names are the contract's; nothing of the value is among them.
 */
export function misfitOf(fits: Shape<unknown>, value: unknown): string | null {
  misfit = '';
  return fits(value) ? null : misfit;
}

/** One shape for each field of `Value`; a field that the contract adds or renames no longer compiles. */
export type Fields<Value> = {readonly [Key in keyof Value]-?: Shape<Value[Key]>};

export const object =
  <Value extends object>(fields: Fields<Value>): Shape<Value> =>
  (value): value is Value => {
    misfit = '';
    return (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.entries<Shape<unknown>>(fields).every(
        ([key, fits]) => fits(Object.hasOwn(value, key) ? (value as never)[key] : undefined) || missedAt(key),
      )
    );
  };

/** One of several objects that the field `tag`, the first of each, tells apart. */
export const tagged =
  <Value extends object>(tag: string, ...kinds: readonly Shape<Value>[]): Shape<Value> =>
  (value): value is Value => {
    for (const fits of kinds) {
      if (fits(value)) return true;
      if (misfit !== tag) return false;
    }
    return false;
  };

/** Which part of an answer broke the contract; `misfit` is a path as `misfitOf` gives it. */
export const outOfContract = (what: string, misfit: string): string =>
  `${what}: ${misfit ? `\`${misfit}\` of the answer` : 'the answer'} does not fit the contract`;

export const text =
  (pattern: RegExp = /^[^]{0,512}$/): Shape<string> =>
  (value): value is string =>
    typeof value === 'string' && pattern.test(value);

export const integer =
  (least: number, most: number): Shape<number> =>
  (value): value is number =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

export const list =
  <Item>(item: Shape<Item>, least: number, most: number): Shape<readonly Item[]> =>
  (value): value is readonly Item[] => {
    misfit = '';
    return (
      Array.isArray(value) &&
      value.length >= least &&
      value.length <= most &&
      value.every((entry, index) => item(entry) || missedAt(index))
    );
  };

export const oneOf =
  <const Values extends readonly unknown[]>(...values: Values): Shape<Values[number]> =>
  (value): value is Values[number] =>
    values.includes(value);

export const optional =
  <Value>(shape: Shape<Value>): Shape<Value | undefined> =>
  (value): value is Value | undefined =>
    value === undefined || shape(value);

export const nullable =
  <Value>(shape: Shape<Value>): Shape<Value | null> =>
  (value): value is Value | null =>
    value === null || shape(value);

export const boolean: Shape<boolean> = (value): value is boolean => typeof value === 'boolean';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** RFC 3339 with its offset: what `Date.parse` takes beyond that depends on the browser and its time zone. */
export const timestamp: Shape<string> = (value): value is string =>
  typeof value === 'string' && RFC_3339.test(value) && Number.isFinite(Date.parse(value));
