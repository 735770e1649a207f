/** How the seeds of a container are sealed, and opened: AES-CBC with a MAC over it (RFC 6030, section 6). */

import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { UsageError } from '../../command-line.js';
import { Refused } from '../back-end.js';
import { at, textAt, type Element } from './xml.js';

export interface Opener {
  /** @returns a text where it can't be opened, which says why */
  open(secret: Element): Buffer | string;
}

/** From the environment: arguments are seen by everybody on the machine. */
export interface Secrets {
  /** Hexadecimal: what KB_OTP_PSKC_KEY is. */
  readonly key: string | undefined;
  /** What KB_OTP_PSKC_PASSWORD is. */
  readonly password: string | undefined;
}

const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';

/** Bytes of the key. */
const ciphers: ReadonlyMap<string, number> = new Map([
  [`${xmlenc}aes128-cbc`, 16],
  [`${xmlenc}aes192-cbc`, 24],
  [`${xmlenc}aes256-cbc`, 32],
]);

const macs: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2000/09/xmldsig#hmac-sha1', 'sha1'],
  ...['sha224', 'sha256', 'sha384', 'sha512'].map(
    (hash) => [`http://www.w3.org/2001/04/xmldsig-more#hmac-${hash}`, hash] as const,
  ),
]);

const pbkdf2 = 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2';
/** In PSKC itself, in XML Encryption 1.1, and in the figures of RFC 6030. */
const derivations: ReadonlySet<string> = new Set([
  pbkdf2,
  'http://www.w3.org/2009/xmlenc11#pbkdf2',
  'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5#pbkdf2',
]);
const prfs: ReadonlyMap<string, string> = new Map([
  ['', 'sha1'],
  ['http://www.w3.org/2000/09/xmldsig#hmac-sha1', 'sha1'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#hmac-sha512', 'sha512'],
]);
const mostIterations = 10_000_000;

/** Of a file that says nothing of encryption. */
export const plainOnly: Opener = {
  open: () => 'Its seed is encrypted, and the file does not say how.',
};

/**
 * @throws {UsageError} where the key or the password is missing
 * @throws {Refused} where the file asks for what is not known here, or the key or password is not its own
 */
export function createOpener(encryption: Element, macMethod: Element | undefined, secrets: Secrets): Opener {
  const key = keyOf(encryption, secrets);
  if (macMethod === undefined)
    throw new Refused('The file has encrypted seeds without a MAC, so anybody may have changed them.');
  const algorithm = macMethod.attributes.get('Algorithm') ?? '';
  const hash = macs.get(algorithm);
  if (hash === undefined) throw new Refused(`The MAC ${JSON.stringify(algorithm.slice(0, 100))} is not known.`);
  const macKey = macKeyOf(macMethod, key);
  return {
    open(secret) {
      const sealed = at(secret, 'EncryptedValue');
      const box = sealed === undefined ? null : boxOf(sealed);
      const said = Buffer.from(textAt(secret, 'ValueMAC') ?? '', 'base64');
      if (sealed === undefined || box === null) return 'Its seed is not there.';
      const mac = createHmac(hash, macKey).update(box).digest();
      if (said.length !== mac.length || !timingSafeEqual(said, mac)) {
        return 'The MAC of its seed is wrong: another key or password made it, or it was changed.';
      }
      return decrypt(sealed, box, key);
    },
  };
}

function keyOf(encryption: Element, { key, password }: Secrets): Buffer {
  const derivation = at(encryption, 'DerivedKey', 'KeyDerivationMethod');
  if (derivation !== undefined) {
    if (!password) throw new UsageError('The file is encrypted with a password: set KB_OTP_PSKC_PASSWORD.');
    return derive(derivation, password);
  }
  if (at(encryption, 'KeyName') === undefined) {
    throw new Refused('The file is encrypted neither with a shared key nor with a password: nothing else is known.');
  }
  if (!key) throw new UsageError('The file is encrypted with a shared key: set KB_OTP_PSKC_KEY.');
  if (!/^(?:[0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(key)) {
    throw new UsageError('KB_OTP_PSKC_KEY is 16, 24 or 32 bytes, hexadecimal.');
  }
  return Buffer.from(key, 'hex');
}

function derive(derivation: Element, password: string): Buffer {
  const parameters = derivation.children.find(({ name }) => name.toLowerCase() === 'pbkdf2-params');
  const isKnown = derivations.has(derivation.attributes.get('Algorithm') ?? '');
  if (parameters === undefined || !isKnown)
    throw new Refused('The file derives its key by something else than PBKDF2.');
  const salt = Buffer.from(textAt(parameters, 'Salt', 'Specified') ?? '', 'base64');
  const [iterations, length] = ['IterationCount', 'KeyLength'].map((name) => Number(textAt(parameters, name)));
  const prf = prfs.get(at(parameters, 'PRF')?.attributes.get('Algorithm') ?? '');
  const isIn = (value: number | undefined, most: number): value is number =>
    Number.isInteger(value) && (value ?? 0) >= 1 && (value ?? 0) <= most;
  if (salt.length === 0 || prf === undefined || !isIn(iterations, mostIterations) || !isIn(length, 32)) {
    throw new Refused('The parameters of PBKDF2 in the file are incomplete, or not known here.');
  }
  return pbkdf2Sync(password, salt, iterations, length, prf);
}

/** Without one of its own the MAC has the key of the encryption. */
function macKeyOf(macMethod: Element, key: Buffer): Buffer {
  const sealed = at(macMethod, 'MACKey');
  if (sealed === undefined) return key;
  const box = boxOf(sealed);
  const opened = box === null ? 'The key of its MAC is not there.' : decrypt(sealed, box, key);
  if (typeof opened === 'string') throw new Refused(`The file can't be opened. ${opened}`);
  return opened;
}

function boxOf(sealed: Element): Buffer | null {
  const text = textAt(sealed, 'CipherData', 'CipherValue');
  return text === undefined ? null : Buffer.from(text, 'base64');
}

const block = 16;

function decrypt(sealed: Element, box: Buffer, key: Buffer): Buffer | string {
  const algorithm = at(sealed, 'EncryptionMethod')?.attributes.get('Algorithm') ?? '';
  const bytes = ciphers.get(algorithm);
  if (bytes === undefined) return `The cipher ${JSON.stringify(algorithm.slice(0, 100))} is not known.`;
  if (bytes !== key.length) return `The key has ${key.length} bytes, and the cipher takes ${bytes}.`;
  if (box.length < 2 * block || box.length % block !== 0) return 'What is encrypted is not whole.';
  const decipher = createDecipheriv(`aes-${bytes * 8}-cbc`, key, box.subarray(0, block));
  // XML Encryption says only what the last byte of the padding is.
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(box.subarray(block)), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > block) return 'The key or the password is another.';
  return padded.subarray(0, padded.length - padding);
}
