/**
 * Secrets at rest: AES-256-GCM, bound to the row that they belong to, under a key that can be exchanged.
 * A sealed text is `v1.<key id>.<base64url of nonce, ciphertext, tag>`.
 */

import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export interface Seal {
  /** @param row where the text will be kept, as `table|id|column`; only that place can open it */
  seal(text: string, row: string): string;
  /** @throws when the text was moved, altered, or sealed under a key that is not there */
  open(sealed: string, row: string): string;
}

export const sealKeyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const version = 'v1';

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
      if (mark !== version || key === undefined || box === undefined) throw new Error('Sealed under an unknown key.');
      return decrypt(key, Buffer.from(box, 'base64url'), row);
    },
  };
}

/** HMAC-SHA256 under a key derived for one use only. */
export type Mac = (message: string) => Buffer;

export function deriveMac(key: Uint8Array, use: string): Mac {
  const derived = Buffer.from(hkdfSync('sha256', key, new Uint8Array(), `kb-otp/${use}/v1`, 32));
  return (message) => createHmac('sha256', derived).update(message).digest();
}

function keyId(key: Uint8Array): string {
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
