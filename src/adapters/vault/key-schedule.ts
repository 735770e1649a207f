import type {AccountName} from '../../domain/contract.js';
import {seedBits, type TotpParameters} from '../../domain/otp.js';
import type {Enrolment, EnrolmentKeys} from '../../ports/vault.js';
import {fromBase64url, toBase64url, utf8} from '../bytes.js';
import {hmac} from './wrapping.js';

const P256 = {name: 'ECDH', namedCurve: 'P-256'} as const;
const UNCOMPRESSED_POINT = 65;
const NONCE = 32;
const MAC = 32;

/** A pair of keys for one enrolment. */
export async function createEnrolmentKeys(): Promise<Omit<EnrolmentKeys, 'own'>> {
  const {publicKey, privateKey} = await crypto.subtle.generateKey(P256, false, ['deriveKey']);
  return {publicKey: toBase64url(await crypto.subtle.exportKey('raw', publicKey)), privateKey};
}

/**
 * What both sides of an enrolment can derive. The handles are extractable, to be wrapped; nobody reads what is in
 * them.
 */
export interface AgreedKeys {
  readonly seeds: readonly (AccountName & {readonly seed: CryptoKey})[];
  readonly confirmationKey: CryptoKey;
}

/**
 * Derives an enrolment's keys: HKDF-SHA256 (RFC 5869) over the ECDH secret, salted with the nonce. Everything stays
 * inside WebCrypto.
 * @returns null unless the endpoint has shown that it holds the same confirmation key, for this very agreement
 */
export async function agreeKeys(enrolment: Enrolment, keys: Omit<EnrolmentKeys, 'own'>): Promise<AgreedKeys | null> {
  const {id, device, totp, accounts} = enrolment;
  const nonce = fromBase64url(enrolment.nonce, NONCE);
  const secret = await sharedSecret(enrolment.serverPublicKey, keys.privateKey);
  if (!nonce || !secret) return null;
  const derive = (info: string, key: HmacKeyGenParams) =>
    crypto.subtle.deriveKey({name: 'HKDF', hash: 'SHA-256', salt: nonce, info: utf8(info)}, secret, key, true, [
      'sign',
      'verify',
    ]);

  const confirmationKey = await derive(`kb-otp/unlock/v1|${device}|${id}`, hmacKey('SHA-256'));
  if (!(await isConfirmed(enrolment, keys.publicKey, confirmationKey))) return null;
  const seeds = accounts.map(async (name) => {
    const seed = await derive(`kb-otp/seed/v1|${device}|${name.account}`, hmacKey(totp.algorithm));
    return {...name, seed};
  });
  return {confirmationKey, seeds: await Promise.all(seeds)};
}

const hmacKey = (hash: TotpParameters['algorithm']): HmacKeyGenParams => ({...hmac(hash), length: seedBits[hash]});

/** The ECDH secret as key material, or null when the endpoint's key is no point of the curve. */
async function sharedSecret(serverPublicKey: string, privateKey: CryptoKey): Promise<CryptoKey | null> {
  const point = fromBase64url(serverPublicKey, UNCOMPRESSED_POINT);
  if (!point) return null;
  try {
    const server = await crypto.subtle.importKey('raw', point, P256, false, []);
    return await crypto.subtle.deriveKey({name: 'ECDH', public: server}, privateKey, 'HKDF', false, ['deriveKey']);
  } catch {
    return null;
  }
}

async function isConfirmed(enrolment: Enrolment, publicKey: string, key: CryptoKey): Promise<boolean> {
  const {id, serverPublicKey, nonce} = enrolment;
  const mac = fromBase64url(enrolment.serverConfirmation, MAC);
  const transcript = await crypto.subtle.digest('SHA-256', utf8(`${publicKey}|${serverPublicKey}|${nonce}`));
  const said = utf8(`server|${id}|${toBase64url(transcript)}`);
  return mac !== null && crypto.subtle.verify('HMAC', key, mac, said);
}

/** What only an opened vault can say of an unlock. */
export async function confirmationMac(key: CryptoKey, device: string, evaluation: string): Promise<string> {
  return toBase64url(await crypto.subtle.sign('HMAC', key, utf8(`unlock|${device}|${evaluation}`)));
}
