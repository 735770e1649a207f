import type {ReadScan} from '../ports/scan-reader.js';
import {fromBase64url, utf8} from './bytes.js';

const CURVE = {name: 'ECDSA', namedCurve: 'P-256'} as const;
const ES256 = {name: 'ECDSA', hash: 'SHA-256'} as const;
/** Bytes of a public key, uncompressed, and of a signature. */
const POINT = 65;
const SIGNATURE = 64;

/** `{"alg":"ES256"}`, as the contract has it: no other header is looked at, so none can say how it is to be checked. */
const PICTURE = /^(eyJhbGciOiJFUzI1NiJ9\.([\w-]{1,800}))\.([\w-]{86})$/;

/** By WebCrypto. */
export const readScan: ReadScan = async (text, keys) => {
  const [, signed = '', payload = '', signature = ''] = PICTURE.exec(text) ?? [];
  const bytes = fromBase64url(signature, SIGNATURE);
  if (!bytes) return null;
  for (const key of keys) if (await hasSigned(key, bytes, signed)) return parse(payload);
  return null;
};

async function hasSigned(key: string, signature: Uint8Array<ArrayBuffer>, signed: string): Promise<boolean> {
  try {
    const point = fromBase64url(key, POINT);
    if (!point) return false;
    const publicKey = await crypto.subtle.importKey('raw', point, CURVE, false, ['verify']);
    return await crypto.subtle.verify(ES256, publicKey, signature, utf8(signed));
  } catch {
    return false;
  }
}

function parse(payload: string): unknown {
  try {
    const bytes = fromBase64url(payload, Math.floor((payload.length * 3) / 4));
    return bytes && JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch {
    return null;
  }
}
