/** Forms that several of the environment's variables have. */

import * as v from 'valibot';

export const count = (otherwise: number) =>
  v.pipe(
    v.optional(v.string(), String(otherwise)),
    v.regex(/^[1-9][0-9]{0,6}$/, 'must be a whole number from 1 to 9999999.'),
    v.transform(Number),
  );

export function isSecureUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
