/** Forms that several of the environment's variables have. */

import * as v from 'valibot';

export const count = (otherwise: number) =>
  v.pipe(
    v.optional(v.string(), String(otherwise)),
    v.regex(/^[1-9][0-9]{0,6}$/, 'must be a whole number from 1 to 9999999.'),
    v.transform(Number),
  );

/** Fewer different ones don't happen in that many random bytes. */
export const fewestBytes = 16;

export const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

/** Neither a few things over and over nor one sequence again and again. */
export function isVaried(things: ReadonlyArray<string | number>, fewest: number): boolean {
  const repeats = (length: number) => things.every((thing, index) => thing === things[index % length]);
  const periods = Array.from({ length: Math.floor(things.length / 2) }, (_, index) => index + 1);
  return new Set(things).size >= fewest && !periods.some(repeats);
}

/** http on this machine only. */
export function isSecureUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
