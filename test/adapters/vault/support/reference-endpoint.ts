/**
 * The endpoint's side of enrolment and unlocking, written from the contract alone: it shares no code with the vault,
 * so what agrees here agrees because both follow the same words.
 */
import {Secret, TOTP} from 'otpauth';
import type {TotpParameters} from '../../../../src/domain/otp.js';
import {failure, success, type Result} from '../../../../src/domain/problems.js';
import type {AccountOnDevice, AccountState} from '../../../../src/domain/vault-record.js';
import type {Enrolment, Evaluation, PasswordGuard} from '../../../../src/ports/vault.js';
import {evaluate, ORDER, toBigInt} from './p256.js';

type Bytes = Uint8Array<ArrayBuffer>;

const LIMIT = 10;
const text = new TextEncoder();
export const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

export const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (sign) => ({'+': '-', '/': '_'})[sign] ?? '');
export const fromBase64url = (encoded: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(encoded.replace(/[-_]/g, (sign) => (sign === '-' ? '+' : '/'))), (sign) => sign.charCodeAt(0));

async function hmac(key: Bytes, message: Bytes): Promise<Bytes> {
  const imported = await crypto.subtle.importKey('raw', key, {name: 'HMAC', hash: 'SHA-256'}, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}

/** RFC 5869 by hand, one block. */
async function hkdf(secret: Bytes, salt: Bytes, info: string, length: number) {
  const extracted = await hmac(salt, secret);
  return (await hmac(extracted, new Uint8Array([...text.encode(info), 1]))).slice(0, length);
}

interface Account {
  readonly label: string;
  readonly seed: Bytes;
  readonly totp: TotpParameters;
  state: AccountState;
}

export interface Device {
  readonly key: bigint;
  readonly accounts: Map<string, Account>;
  readonly confirmed: string[];
  confirmationKey: Bytes;
  /** Evaluations without a confirmation. */
  open: number;
}

const P256 = {name: 'ECDH', namedCurve: 'P-256'} as const;

/** The endpoint's half of the agreement. */
async function agree(publicKey: string) {
  const pair = await crypto.subtle.generateKey(P256, true, ['deriveBits']);
  const peer = await crypto.subtle.importKey('raw', fromBase64url(publicKey), P256, true, []);
  const secret = await crypto.subtle.deriveBits({name: 'ECDH', public: peer}, pair.privateKey, 256);
  const serverPublicKey = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  return {secret: new Uint8Array(secret), serverPublicKey};
}

const newRecord = (): Omit<Device, 'confirmationKey'> => ({
  key: (toBigInt(random(32)) % (ORDER - 1n)) + 1n,
  accounts: new Map(),
  confirmed: [],
  open: 0,
});
const newDevice = () => `device-${base64url(random(9))}`;
const digest = async (message: string) =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text.encode(message))));

interface Request {
  readonly publicKey: string;
  readonly accounts: readonly string[];
  readonly totp?: TotpParameters;
  readonly device?: string;
}

export const totp: TotpParameters = {algorithm: 'SHA-1', digits: 6, period: 30};

export class ReferenceEndpoint implements PasswordGuard {
  readonly devices = new Map<string, Device>();
  /** Every blinded element that was sent, in order. */
  readonly evaluated: string[] = [];
  /** Enrolments by id, activated or not. */
  readonly enrolments = new Map<string, {device: string; confirmationKey: Bytes; accounts: readonly string[]}>();

  async enrol({publicKey, accounts, totp: parameters = totp, device = newDevice()}: Request): Promise<Enrolment> {
    const [id, nonce] = [base64url(random(16)), random(32)];
    const {secret, serverPublicKey} = await agree(publicKey);
    const confirmationKey = await hkdf(secret, nonce, `kb-otp/unlock/v1|${device}|${id}`, 32);
    const known = this.devices.get(device) ?? {...newRecord(), confirmationKey};
    for (const account of accounts) {
      const length = parameters.algorithm === 'SHA-1' ? 20 : 32;
      const seed = await hkdf(secret, nonce, `kb-otp/seed/v1|${device}|${account}`, length);
      known.accounts.set(account, {label: labelOf(account), state: 'pending', seed, totp: parameters});
    }
    this.devices.set(device, known);
    this.enrolments.set(id, {device, confirmationKey, accounts});
    const said = `server|${id}|${await digest(`${publicKey}|${serverPublicKey}|${base64url(nonce)}`)}`;
    return {
      id,
      device,
      serverPublicKey,
      nonce: base64url(nonce),
      totp: parameters,
      accounts: accounts.map((account) => ({account, accountLabel: labelOf(account)})),
      serverConfirmation: base64url(await hmac(confirmationKey, text.encode(said))),
      expiresAt: '2026-11-22T10:10:00Z',
    };
  }

  /** A device as it is now, for another endpoint to begin with. */
  copyOf(device: string): Device {
    const known = this.devices.get(device)!;
    const accounts = new Map([...known.accounts].map(([account, kept]) => [account, {...kept}] as const));
    return {...known, accounts, confirmed: [...known.confirmed]};
  }

  /** The first codes were right. */
  activate(enrolment: string): void {
    const {device, confirmationKey, accounts} = this.enrolments.get(enrolment)!;
    const known = this.devices.get(device)!;
    known.confirmationKey = confirmationKey;
    known.open = 0;
    for (const account of accounts) known.accounts.get(account)!.state = 'active';
  }

  async evaluate(device: string, blindedElement: string): Promise<Result<Evaluation>> {
    const known = this.devices.get(device);
    this.evaluated.push(blindedElement);
    if (!known || known.open >= LIMIT) {
      this.devices.delete(device);
      return failure({code: 'device_disabled'});
    }
    known.open += 1;
    return success({
      id: base64url(random(16)),
      evaluatedElement: base64url(evaluate(known.key, fromBase64url(blindedElement))),
      attemptsLeft: LIMIT - known.open,
      accounts: this.accounts(device),
    });
  }

  async confirm(device: string, evaluation: string, mac: string): Promise<Result<void>> {
    const known = this.devices.get(device)!;
    const expected = base64url(await hmac(known.confirmationKey, text.encode(`unlock|${device}|${evaluation}`)));
    if (mac !== expected) return failure({code: 'invalid_request'});
    known.open = 0;
    known.confirmed.push(evaluation);
    return success(undefined);
  }

  accounts(device: string): readonly AccountOnDevice[] {
    const {accounts} = this.devices.get(device)!;
    return [...accounts].map(([account, {label, state}]) => ({account, accountLabel: label, state}));
  }

  /** The code by otpauth's own path, from the endpoint's own seed. */
  code(device: string, account: string, at: number): string {
    const {seed, totp: parameters} = this.devices.get(device)!.accounts.get(account)!;
    const {algorithm, digits, period} = parameters;
    const secret = new Secret({buffer: seed.buffer});
    return TOTP.generate({secret, algorithm: algorithm.replace('-', ''), digits, period, timestamp: at});
  }
}

const labelOf = (account: string) => `•••••${account.slice(-3)}`;
