/** B7: RFC 9497 on the endpoint's own path, with the sealed key of a device. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { p256_oprf } from '@noble/curves/nist.js';
import { createSeal } from '../src/seal.js';
import type { Deps } from '../src/services/deps.js';
import { createOprfKey, evaluate, openOprfKey, parseElement } from '../src/services/oprf.js';

interface Vectors {
  readonly seed: string;
  readonly keyInfo: string;
  readonly secretKey: string;
  readonly vectors: ReadonlyArray<
    Readonly<Record<'input' | 'blind' | 'blindedElement' | 'evaluationElement' | 'output', string>>
  >;
}

const file = new URL('vectors/rfc9497-p256-sha256.json', import.meta.url);
const { seed, keyInfo, secretKey, vectors } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;
const bytes = (hex: string) => Buffer.from(hex, 'hex');
const hex = (array: Uint8Array) => Buffer.from(array).toString('hex');
const oprfSeal = createSeal([randomBytes(32)]);
const deps = { oprfSeal } as unknown as Deps;
const rowOf = (device: string) => `devices|${device}|sealed_oprf_key`;

describe('RFC 9497, appendix A.3.1: P256-SHA256, mode OPRF', () => {
  test('the seed gives the key', () => {
    assert.equal(hex(p256_oprf.oprf.deriveKeyPair(bytes(seed), bytes(keyInfo)).secretKey), secretKey);
  });

  for (const { input, blind, blindedElement, evaluationElement, output } of vectors) {
    test(`the input ${input} is evaluated and finalized as in the RFC`, () => {
      const sealed = oprfSeal.seal(bytes(secretKey).toString('base64'), rowOf('device-rfc'));
      const element = parseElement(bytes(blindedElement).toString('base64url')) ?? assert.fail();
      const evaluated = evaluate(openOprfKey(deps, 'device-rfc', sealed), element);
      assert.equal(Buffer.from(evaluated, 'base64url').toString('hex'), evaluationElement);
      const finalized = p256_oprf.oprf.finalize(bytes(input), bytes(blind), Buffer.from(evaluated, 'base64url'));
      assert.equal(hex(finalized), output);
    });
  }
});

describe('The key of a device', () => {
  test('is another for every device, and opens for that device only', () => {
    const [one, other] = [createOprfKey(deps, 'device-1'), createOprfKey(deps, 'device-2')];
    const element = parseElement(bytes(vectors[0]?.blindedElement ?? '').toString('base64url')) ?? assert.fail();
    assert.notEqual(
      evaluate(openOprfKey(deps, 'device-1', one), element),
      evaluate(openOprfKey(deps, 'device-2', other), element),
    );
    assert.throws(() => evaluate(openOprfKey(deps, 'device-2', one), element));
  });

  test('does not open under the key that seals seeds', () => {
    const seedSeal = createSeal([randomBytes(32)]);
    assert.throws(() => seedSeal.open(createOprfKey(deps, 'device-1'), rowOf('device-1')), /unknown key/);
  });
});
