/**
 * Secrets at rest: AES-256-GCM, bound to the row that they belong to, under a key that can be exchanged.
 * A sealed text is `v1.<key id>.<base64url of nonce, ciphertext, tag>`.
 */

import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export interface Seal {
  /** @param row where the text will be kept, as `table|id|column`; only that place can open it */
  seal(text: string, row: string): string;
  /** @throws {KeyMissing} when sealed under a key that is not there; other errors when it was moved or altered */
  open(sealed: string, row: string): string;
}

export const sealKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1';

/** A key that is not among this process's: another process may well have it. */
export class KeyMissing extends Error {
  override name = 'KeyMissing';
}

/** @param keys the first seals; all of them open, so that a key can be exchanged without losing what it sealed */
export function createSeal(keys: readonly Uint8Array[]): Seal {
  const ring = new Map(keys.map((key) => [keyId(key), key]));
  const [current] = ring;
  if (current === undefined) throw new Error('A seal needs a key.');
  return {
    seal: (text, row) => `${version}.${current[0]}.${encrypt(current[1], text, row)}`,
    open(sealed, row) {
      const [mark, id, box] = sealed.split('.');
      const key = ring.get(id ?? '');
      if (mark !== version || key === undefined || box === undefined)
        throw new KeyMissing('Sealed under an unknown key.');
      return decrypt(key, Buffer.from(box, 'base64url'), row);
    },
  };
}

/** HMAC-SHA256 under a key derived for one use only. */
export type Mac = (message: string) => Buffer;

export function deriveMac(key: Uint8Array, use: string): Mac {
  return macUnder(deriveKey(key, use));
}

/** 32 bytes for one use only. */
export function deriveKey(key: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(), `kb-otp/${use}/v1`, 32));
}

export function macUnder(key: Uint8Array): Mac {
  return (message) => createHmac('sha256', key).update(message).digest();
}

/** MACs whose key can be exchanged, as that of a seal: the first key makes them, all of them recognize theirs. */
export interface MacRing {
  /** `<key id>.<base64url>` */
  make(message: string): string;
  /** What a tag of this message may be, whichever of the keys made it; the first is what `make` gives. */
  all(message: string): string[];
  /** @throws {KeyMissing} when none of the keys can have made the tag */
  require(tag: string): void;
}

export function createMacRing(keys: readonly Uint8Array[], use: string): MacRing {
  const ring = keys.map((key) => ({ id: keyId(key), mac: deriveMac(key, use) }));
  const all = (message: string) => {
    const tags = ring.map(({ id, mac }) => [`${id}.`, mac(message).toString('base64url')] as const);
    // Tags without an id were made before there were ids.
    return [...tags.map(([id, tag]) => id + tag), ...tags.map(([, tag]) => tag)];
  };
  return {
    make: (message) => all(message)[0] ?? '',
    all,
    require(tag) {
      const isKnown = !tag.includes('.') || ring.some(({ id }) => tag.startsWith(`${id}.`));
      if (!isKnown) throw new KeyMissing('Made with an unknown key.');
    },
  };
}

/** Names a key without telling anything of it. */
export function keyId(key: Uint8Array): string {
  return createHash('sha256').update('kb-otp/key-id').update(key).digest('hex').slice(0, 8);
}

function encrypt(key: Uint8Array, text: string, row: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(row));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
}

function decrypt(key: Uint8Array, box: Buffer, row: string): string {
  if (box.length < nonceBytes + tagBytes) throw new Error('The sealed text is cut short.');
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, nonceBytes))
    .setAAD(Buffer.from(row))
    .setAuthTag(box.subarray(-tagBytes));
  return decipher.update(box.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8');
}
