/** Who of the broker's own systems asks, and what each may ask for. Keys are known by their digests alone. */

import { createHash, timingSafeEqual } from 'node:crypto';

export const serviceScopes = ['redeem', 'provision', 'helpdesk', 'audit', 'outbox', 'privacy'] as const;
export type ServiceScope = (typeof serviceScopes)[number];

export interface ServiceCredential {
  /** Stands in the trail. */
  readonly name: string;
  readonly scopes: readonly ServiceScope[];
  /** SHA-256 of the key, base64url. Keys are random: nobody finds one by trying. */
  readonly digest: string;
}

export const digestOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** The credential of a key; every one is compared, so that the time taken does not tell which. */
export function credentialOf(key: string, credentials: readonly ServiceCredential[]): ServiceCredential | undefined {
  const given = Buffer.from(digestOf(key));
  return credentials.filter(({ digest }) => timingSafeEqual(given, Buffer.from(digest)))[0];
}

const form = /^([a-z][a-z0-9-]{0,31}):([a-z+]+):([A-Za-z0-9_-]{43})$/;

/** @param text `name:scope+scope:digest`; null where it is something else */
export function parseCredential(text: string): ServiceCredential | null {
  const [, name = '', list = '', digest = ''] = form.exec(text) ?? [];
  const scopes = list.split('+').filter((scope): scope is ServiceScope => serviceScopes.some((each) => each === scope));
  return name === '' || scopes.length < list.split('+').length ? null : { name, scopes, digest };
}

export const describeCredential = ({ name, scopes, digest }: ServiceCredential): string =>
  `${name}:${scopes.join('+')}:${digest}`;
