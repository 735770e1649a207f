import {expect} from 'chai';
import {p256_hasher} from '@noble/curves/nist.js';
import {blind} from '../../../src/adapters/vault/oprf.js';
import {answering} from '../../../src/domain/answering.js';
import type {TotpParameters} from '../../../src/domain/otp.js';
import {success} from '../../../src/domain/problems.js';
import {
  decrypt,
  encrypt,
  importAes,
  passwordSlot,
  seedName,
  slotKeyOf,
  slotName,
  steal,
  stretch,
} from './support/attacker.js';
import {enrolledDevice, forgetDevices, PASSWORD, valueOf, type TestDevice} from './support/device.js';
import {evaluate, ORDER, toBigInt} from '../../../src/testing/reference/p256.js';
import {base64url, fromBase64url, random} from '../../../src/testing/reference/reference-endpoint.js';

type Bytes = Uint8Array<ArrayBuffer>;
const fromHex = (hex: string): Bytes => Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
const toHex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const load = async (name: string): Promise<unknown> =>
  (await fetch(new URL(`../../vectors/${name}`, import.meta.url))).json();

interface OprfVectors {
  readonly skSm: string;
  readonly vectors: readonly Readonly<
    Record<'input' | 'blind' | 'blindedElement' | 'evaluationElement' | 'output', string>
  >[];
}

/**
 * Runs with chance replaced so that the next scalar is this one: 48 drawn bytes are taken modulo the order less one,
 * plus one.
 */
function drawing<Value>(scalar: string, run: () => Value): Value {
  const original = crypto.getRandomValues.bind(crypto);
  const drawn = fromHex((BigInt(`0x${scalar}`) - 1n).toString(16).padStart(96, '0'));
  crypto.getRandomValues = ((array: Uint8Array<ArrayBuffer>) => {
    if (array.length !== drawn.length) return original(array);
    array.set(drawn);
    return array;
  }) as typeof crypto.getRandomValues;
  try {
    return run();
  } finally {
    crypto.getRandomValues = original;
  }
}

/** RFC 9497, Evaluate of mode OPRF, by whoever has both the input and the key. */
async function evaluateDirectly(key: bigint, input: Bytes): Promise<Uint8Array> {
  const context = new TextEncoder().encode('HashToGroup-OPRFV1-\0-P256-SHA256');
  const element = evaluate(key, p256_hasher.hashToCurve(input, {DST: context}).toBytes());
  const framed = [0, input.length, ...input, 0, element.length, ...element, ...new TextEncoder().encode('Finalize')];
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(framed)));
}

describe('the oblivious evaluation is RFC 9497’s, mode OPRF, P256-SHA256 (B7)', function () {
  this.timeout(60_000);

  it('for both vectors of appendix A.3.1', async () => {
    const {skSm, vectors} = (await load('rfc9497-p256-sha256.json')) as OprfVectors;
    for (const vector of vectors) {
      const {element, finalize} = drawing(vector.blind, () => blind(fromHex(vector.input)));
      expect(toHex(fromBase64url(element))).to.equal(vector.blindedElement);
      const evaluated = evaluate(BigInt(`0x${skSm}`), fromBase64url(element));
      expect(toHex(evaluated)).to.equal(vector.evaluationElement);
      expect(toHex(finalize(base64url(evaluated))!)).to.equal(vector.output);
    }
    expect(vectors).to.have.length(2);
  });

  it('for random inputs and keys: what the endpoint’s key gives without blinding', async () => {
    for (let round = 0; round < 20; round++) {
      const [input, key] = [random(32), (toBigInt(random(32)) % (ORDER - 1n)) + 1n];
      const {element, finalize} = blind(input);
      const output = finalize(base64url(evaluate(key, fromBase64url(element))));
      const direct = await evaluateDirectly(key, input);
      expect(toHex(output!)).to.equal(toHex(direct));
    }
  });

  it('once for each blinding: the blind is erased', () => {
    const {element, finalize} = blind(random(32));
    finalize(element);
    expect(finalize(element)).to.equal(null);
  });
});

interface OtpVectors {
  readonly rfc4226: {
    readonly secretAscii: string;
    readonly vectors: readonly {readonly count: number; readonly hotp: string}[];
  };
  readonly rfc6238: {
    readonly secretsAscii: Readonly<Record<string, string>>;
    readonly vectors: readonly {readonly time: number; readonly mode: string; readonly totp: string}[];
  };
}

const ACCOUNT = '058C000001';

/** Puts a seed of one's own into the record, which takes the password and the endpoint. */
async function plant(device: TestDevice & {readonly id: string}, secret: string, totp: TotpParameters): Promise<void> {
  const {store, endpoint, id} = device;
  const stolen = await steal(store);
  const {element, finalize} = blind(await stretch(PASSWORD, stolen.salt));
  const {evaluatedElement} = valueOf(await endpoint.evaluate(id, element));
  const slotKey = await slotKeyOf(stolen, finalize(evaluatedElement)!);
  const vaultKey = await importAes((await decrypt(passwordSlot(stolen).vaultKey, slotKey, id, slotName('password')))!);
  const entry = {...stolen.entries[0]!, totp};
  const seed = await encrypt(new TextEncoder().encode(secret), vaultKey, id, seedName(entry));
  valueOf(await store.update(() => success({...stolen, entries: [{...entry, seed}]})));
}

describe('codes come out of the vault as the standards say (A1, A2)', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  it('RFC 4226, appendix D', async () => {
    const {rfc4226} = (await load('rfc-otp-vectors.json')) as OtpVectors;
    const device = await enrolledDevice();
    await plant(device, rfc4226.secretAscii, {algorithm: 'SHA-1', digits: 6, period: 30});
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    for (const {count, hotp} of rfc4226.vectors)
      expect(valueOf(await open.code(ACCOUNT, count * 30_000))).to.equal(hotp);
    expect(rfc4226.vectors).to.have.length(10);
  });

  for (const [mode, algorithm] of [
    ['SHA1', 'SHA-1'],
    ['SHA256', 'SHA-256'],
  ] as const)
    it(`RFC 6238, appendix B, ${algorithm}`, async () => {
      const {rfc6238} = (await load('rfc-otp-vectors.json')) as OtpVectors;
      const device = await enrolledDevice();
      await plant(device, rfc6238.secretsAscii[mode]!, {algorithm, digits: 8, period: 30});
      const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
      const vectors = rfc6238.vectors.filter((vector) => vector.mode === mode);
      for (const {time, totp} of vectors) expect(valueOf(await open.code(ACCOUNT, time * 1000))).to.equal(totp);
      expect(vectors).to.have.length(6);
    });
});

describe('what the vault answers to a question (RFC 6287)', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  const question = '00481516';
  const at = Date.UTC(2026, 2, 2, 2, 30, 7);
  const suites = ['OCRA-1:HOTP-SHA256-8:QN08-T30S', 'OCRA-1:HOTP-SHA1-6:QN08-T30S', 'OCRA-1:HOTP-SHA512-8:QN08-T1M'];

  it('is what the endpoint expects, by whatever hash, from a seed for either kind of codes', async () => {
    for (const algorithm of ['SHA-1', 'SHA-256'] as const) {
      const device = await enrolledDevice({totp: {algorithm, digits: 6, period: 30}});
      const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
      for (const suite of suites) {
        const bound = {suite, question};
        const expected = await device.endpoint.boundCode(device.id, ACCOUNT, bound, at);
        expect(valueOf(await open.code(ACCOUNT, at, valueOf(answering(bound, at)))), suite).to.equal(expected);
        expect(
          valueOf(await open.code(ACCOUNT, at, valueOf(answering({suite, question: '00481517'}, at)))),
        ).not.to.equal(expected);
      }
      // The list's own codes are as they were.
      expect(valueOf(await open.code(ACCOUNT, at))).to.equal(device.endpoint.code(device.id, ACCOUNT, at));
    }
  });

  it('is nothing from a locked vault', async () => {
    const device = await enrolledDevice();
    const open = valueOf(await device.vault.unlock(PASSWORD, device.endpoint));
    open.lock();
    const late = await open.code(ACCOUNT, at, valueOf(answering({suite: suites[0]!, question}, at)));
    expect(late.ok ? '' : late.problem.code).to.equal('vault_locked');
  });
});
