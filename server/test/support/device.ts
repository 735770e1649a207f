/**
 * A whole device, written from the contract alone: key agreement by WebCrypto, codes by node:crypto, the OPRF client by
 * noble. It shares no line with the endpoint.
 */

import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes, webcrypto } from 'node:crypto';
import { p256_oprf } from '@noble/curves/nist.js';
import type {
  ActivationRequest,
  Device,
  DeviceKey,
  Enrolment,
  EnrolmentProofs,
  EnrolmentRequest,
  Problem,
  Unlock,
} from '../../generated/contract.js';
import type { Client, PostOptions, Reply } from './client.js';
import { createProofKey, keepEnrolment, keepProofKey, thumbprint, type ProofKey } from './device-proof.js';

const { subtle } = webcrypto;
const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;
const bits = { 'SHA-1': 160, 'SHA-256': 256 } as const;

export interface DeviceKeys {
  readonly enrolment: Enrolment;
  readonly confirmationKey: Buffer;
  readonly seeds: ReadonlyMap<string, Buffer>;
}

export interface PendingKeys {
  readonly publicKey: string;
  /** Derives everything, once the endpoint has answered. @throws when the endpoint did not confirm the agreement */
  agree(enrolment: Enrolment): Promise<DeviceKeys>;
}

export async function createKeys(): Promise<PendingKeys> {
  const pair = await subtle.generateKey(curve, false, ['deriveBits']);
  const publicKey = Buffer.from(await subtle.exportKey('raw', pair.publicKey)).toString('base64url');
  return { publicKey, agree: (enrolment) => agreed(pair.privateKey, publicKey, enrolment) };
}

async function agreed(privateKey: webcrypto.CryptoKey, publicKey: string, enrolment: Enrolment): Promise<DeviceKeys> {
  const { id, device, serverPublicKey, nonce, totp, accounts } = enrolment;
  const server = await subtle.importKey('raw', Buffer.from(serverPublicKey, 'base64url'), curve, false, []);
  const ikm = await subtle.deriveBits({ name: 'ECDH', public: server }, privateKey, 256);
  const material = await subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits']);
  const salt = Buffer.from(nonce, 'base64url');
  const derive = async (info: string, length: number): Promise<Buffer> =>
    Buffer.from(
      await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info: Buffer.from(info) }, material, length),
    );
  const confirmationKey = await derive(`kb-otp/unlock/v1|${device}|${id}`, 256);
  const transcript = createHash('sha256').update(`${publicKey}|${serverPublicKey}|${nonce}`).digest('base64url');
  assert.equal(macOf(confirmationKey, `server|${id}|${transcript}`), enrolment.serverConfirmation);
  const seeds = new Map<string, Buffer>();
  for (const { account } of accounts) {
    seeds.set(account, await derive(`kb-otp/seed/v1|${device}|${account}`, bits[totp.algorithm]));
  }
  return { enrolment, confirmationKey, seeds };
}

/** RFC 6238. @param steps how many steps before (negative) or after the given time */
export function deviceCode({ enrolment, seeds }: DeviceKeys, account: string, time: number, steps = 0): string {
  const { algorithm, digits, period } = enrolment.totp;
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(time / 1000 / period) + steps));
  const seed = seeds.get(account) ?? assert.fail(`The device has no seed of ${account}.`);
  const mac = createHmac(algorithm.replace('-', '').toLowerCase(), seed).update(counter).digest();
  const truncated = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(truncated % 10 ** digits).padStart(digits, '0');
}

/** RFC 6287, for suites of a question of eight digits and the time. @param steps as for `deviceCode` */
export function boundCode(
  { seeds }: DeviceKeys,
  { account, suite, question }: { readonly account: string; readonly suite?: string; readonly question?: string },
  time: number,
  steps = 0,
): string {
  const [, hash = '', digits = '', length = '', unit] =
    /^OCRA-1:HOTP-(SHA\d+)-(\d):QN08-T(\d+)([SM])$/.exec(suite ?? '') ?? assert.fail('No bound challenge.');
  const period = Number(length) * (unit === 'M' ? 60 : 1);
  const message = Buffer.alloc((suite ?? '').length + 1 + 128 + 8);
  message.write(suite ?? '');
  message.write(Number(question).toString(16).padEnd(256, '0'), (suite ?? '').length + 1, 'hex');
  message.writeBigUInt64BE(BigInt(Math.floor(time / 1000 / period) + steps), message.length - 8);
  const seed = seeds.get(account) ?? assert.fail(`The device has no seed of ${account}.`);
  const mac = createHmac(hash.toLowerCase(), seed).update(message).digest();
  const truncated = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7fffffff;
  return String(truncated % 10 ** Number(digits)).padStart(Number(digits), '0');
}

export function deviceCodes(keys: DeviceKeys, time: number, steps = 0): ActivationRequest['codes'] {
  return [...keys.seeds.keys()].map((account) => ({ account, code: deviceCode(keys, account, time, steps) }));
}

export function unlockMac({ enrolment: { device }, confirmationKey }: DeviceKeys, unlock: string): string {
  return macOf(confirmationKey, `unlock|${device}|${unlock}`);
}

/** What an opened vault says of its device's key. */
export function deviceKeyMac({ enrolment: { device }, confirmationKey }: DeviceKeys, key: DeviceKey): string {
  return macOf(confirmationKey, `device-key|${device}|${thumbprint(key)}`);
}

function macOf(key: Buffer, message: string): string {
  return createHmac('sha256', key).update(message).digest('base64url');
}

/** A guess of the password, blinded. */
export function blindGuess(password: string) {
  const input = Buffer.from(password);
  const { blind, blinded } = p256_oprf.oprf.blind(input);
  return {
    element: Buffer.from(blinded).toString('base64url'),
    /** What hardens the password; hex. */
    finalize: (evaluated: string): string =>
      Buffer.from(p256_oprf.oprf.finalize(input, blind, Buffer.from(evaluated, 'base64url'))).toString('hex'),
  };
}

/** An element as good as any, where nobody looks at what comes of it. */
export function anyElement(): string {
  return blindGuess(randomBytes(8).toString('hex')).element;
}

/** As long as a token, and none. */
export const noGrant = 'A'.repeat(43);

export type Refusable<T> = Promise<Reply<T & Problem>>;

/** The calls of the contract that a device makes. */
export function deviceCalls(client: Client) {
  return {
    enrol: (body: Partial<EnrolmentRequest>, options?: PostOptions): Refusable<Enrolment> =>
      enrol(client, body, options),
    missingProofs: (accounts: readonly string[], grants: readonly string[]): Refusable<EnrolmentProofs> =>
      client.post('/v1/enrolments/proofs', { accounts, grants }),
    enrolment: (id: string): Refusable<{ readonly state: string }> => client.get(`/v1/enrolments/${id}`),
    activate: (id: string, codes: unknown, options?: PostOptions): Refusable<Device> =>
      client.post(`/v1/enrolments/${id}/activation`, { codes }, options),
    device: (id: string): Refusable<Device> => client.get(`/v1/devices/${id}`),
    unlock: (id: string, blindedElement: unknown, options?: PostOptions): Refusable<Unlock> =>
      client.post(`/v1/devices/${id}/unlocks`, { blindedElement }, options),
    confirm: (id: string, unlock: string, mac: string, options?: PostOptions): Refusable<Device> =>
      client.post(`/v1/devices/${id}/unlocks/${unlock}/confirmation`, { mac }, options),
    resetPassword: (id: string, options?: PostOptions): Refusable<Device> =>
      client.post(`/v1/devices/${id}/password-reset`, undefined, options),
    remove: (id: string, account: string, options?: PostOptions): Refusable<Device> =>
      client.post(`/v1/devices/${id}/accounts/${account}/removal`, undefined, options),
    resynchronize: (
      id: string,
      account: string,
      codes: readonly string[],
      grant = noGrant,
      options?: PostOptions,
    ): Refusable<Device> => client.post(`/v1/devices/${id}/resynchronizations`, { account, codes, grant }, options),
    registerKey: (id: string, key: DeviceKey, mac: string, options?: PostOptions): Refusable<Device> =>
      client.post(`/v1/devices/${id}/key`, { key, mac }, options),
  };
}

/** The accounts of a device as the endpoint lists them, each with its state. */
export async function accountStates(client: Client, device: string): Promise<[account: string, state: string][]> {
  const { body } = await deviceCalls(client).device(device);
  return body.accounts.map(({ account, state }) => [account, state]);
}

/** By their ephemeral key, so that the same request is made again with the same. */
const proofKeys = new Map<string, Promise<ProofKey>>();

function proofKeyFor(publicKey = ''): Promise<ProofKey> {
  const key = proofKeys.get(publicKey) ?? createProofKey();
  proofKeys.set(publicKey, key);
  return key;
}

/** As a browser does: a new device gets a key of its own, and one that is there proves itself by the key it has. */
async function enrol(client: Client, body: Partial<EnrolmentRequest>, options: PostOptions = {}): Refusable<Enrolment> {
  const { device } = body;
  const key = await proofKeyFor(body.publicKey);
  const own = device === undefined ? { deviceKey: key.publicKey } : {};
  const asked = { deviceName: 'Điện thoại thử', ...own, ...body };
  const by = device === undefined ? {} : { device };
  const reply = await client.post<Enrolment & Problem>('/v1/enrolments', asked, { ...by, ...options });
  if (reply.status !== 201) return reply;
  if (device === undefined) keepProofKey(reply.body.device, key);
  keepEnrolment(reply.body.id, reply.body.device);
  return reply;
}

/** Unlocks the device by the right password and lets the endpoint know. */
export async function unlockDevice(client: Client, keys: DeviceKeys): Promise<void> {
  const { device } = keys.enrolment;
  const calls = deviceCalls(client);
  const { body: unlock } = await calls.unlock(device, anyElement());
  const confirmed = await calls.confirm(device, unlock.id, unlockMac(keys, unlock.id));
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
}

export interface EnrolmentSetting {
  readonly client: Client;
  /** A grant for enrolling the account; proves the previous method. */
  readonly grant: (client: Client, account: string) => Promise<string>;
  readonly now: () => number;
}

export interface EnrolmentWish {
  readonly accounts: readonly string[];
  readonly device?: string;
  readonly deviceName?: string;
}

/** An enrolment that waits for its activation. */
export async function beginEnrolment(setting: EnrolmentSetting, wish: EnrolmentWish): Promise<DeviceKeys> {
  const { client, grant } = setting;
  const keys = await createKeys();
  const token = await grant(client, wish.accounts[0] ?? '');
  const reply = await deviceCalls(client).enrol({ ...wish, grant: token, publicKey: keys.publicKey });
  assert.equal(reply.status, 201, JSON.stringify(reply.body));
  return keys.agree(reply.body);
}

/** A device that is registered. */
export async function enrolDevice(setting: EnrolmentSetting, wish: EnrolmentWish): Promise<DeviceKeys> {
  const keys = await beginEnrolment(setting, wish);
  const reply = await deviceCalls(setting.client).activate(keys.enrolment.id, deviceCodes(keys, setting.now()));
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return keys;
}
