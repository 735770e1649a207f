import type {Bytes} from '../domain/vault-record.js';

const encoder = new TextEncoder();

export const utf8 = (text: string): Bytes => encoder.encode(text);

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** Base64url without padding (RFC 4648 section 5). */
export const toBase64url = (bytes: Uint8Array | ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Exactly `length` bytes out of base64url, or null when the text holds anything else. */
export function fromBase64url(text: string, length: number): Bytes | null {
  if (!/^[\w-]*$/.test(text) || text.length !== Math.ceil((length * 4) / 3)) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
