/** The file that has the broker's further channels. */

import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { usualChannels, type Channel } from './domain/channels.js';
import { text } from './policy-variables.js';

/** Of the environment: where the file is. */
export const channels = v.pipe(
  text,
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = dataset.value === '' ? usualChannels : readChannels(dataset.value);
    if (typeof read !== 'string') return read;
    addIssue({ message: read });
    return NEVER;
  }),
);

/** @returns what is wrong, as the end of a sentence */
function readChannels(file: string): readonly Channel[] | string {
  try {
    return parseChannels(readFileSync(file, 'utf8'));
  } catch {
    return 'names a file that can’t be read.';
  }
}

const mostChannels = 32;
const id = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be small letters, digits and hyphens'));
const may = v.optional(v.boolean(), false);

const row = v.pipe(
  v.strictObject({
    id,
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(64)),
    account: v.optional(v.picklist(['base', 'derivatives']), 'base'),
    aliases: v.optional(v.array(id), []),
    enrolls: may,
    makesCodes: may,
    synchronizes: may,
  }),
  v.check(
    ({ account, enrolls }) => account === 'base' || !enrolls,
    'registers KB-OTP, which only channels of base accounts do',
  ),
  v.check(
    ({ account, synchronizes }) => account === 'derivatives' || !synchronizes,
    'synchronizes, which only channels of derivatives accounts do',
  ),
  v.check(
    ({ enrolls, makesCodes }) => makesCodes || !enrolls,
    'registers KB-OTP and makes no codes: the device could not be used',
  ),
);
const rows = v.pipe(v.array(row), v.maxLength(mostChannels));

/**
 * The usual channels and those of a file behind them. Elements know the usual ones by themselves: no row changes one.
 * @param text a JSON list of `{id, name, account?, aliases?, enrolls?, makesCodes?, synchronizes?}`
 * @returns what is wrong, as the end of a sentence
 */
export function parseChannels(text: string): readonly Channel[] | string {
  const list = parse(text);
  if (list === undefined) return 'is no JSON.';
  const parsed = v.safeParse(rows, list);
  if (!parsed.success) return faultOf(parsed.issues[0]);
  const channels = [...usualChannels, ...parsed.output];
  const ids = channels.flatMap(({ id, aliases }) => [id, ...aliases]);
  const twice = ids.find((each, index) => ids.indexOf(each) < index);
  return twice === undefined ? channels : `has ${twice} twice.`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOf({ path, message }: v.BaseIssue<unknown>): string {
  const place = (path ?? []).map(({ key }) => (typeof key === 'number' ? `channel ${key + 1}` : String(key)));
  return `does not fit: ${[...place, message].join(': ')}.`;
}
