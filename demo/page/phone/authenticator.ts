/** The phone's part of KB-OTP (RFC 6238), for demo accounts whose seed everybody may know. */

/** Seconds that one code lasts. */
export const PERIOD = 30;

const DIGITS = 6;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** @param now epoch milliseconds */
export async function totp(seed: string, now: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(now / 1000 / PERIOD)));
  const hmac = {name: 'HMAC', hash: 'SHA-1'};
  const key = await crypto.subtle.importKey('raw', fromBase32(seed), hmac, false, ['sign']);
  return truncate(new DataView(await crypto.subtle.sign(hmac, key, counter)));
}

/** Dynamic truncation (RFC 4226, 5.3). */
function truncate(mac: DataView): string {
  const offset = mac.getUint8(mac.byteLength - 1) & 0xf;
  const number = mac.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bits = [...text].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
}
