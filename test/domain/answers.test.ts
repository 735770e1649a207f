import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
  isAuthenticationStatus,
  isBegunAuthentication,
  isChallenge,
  isChallengeOutcome,
  isGrant,
} from '../../src/domain/answers.js';
import {isScanPicture} from '../../src/domain/scan-picture.js';
import type {Shape} from '../../src/domain/shapes.js';
import {schemaNamed} from './openapi.js';
import {challenge, grant, methods, outcome, status} from '../support/samples.js';
import {byPath, variants} from './spoil.js';

interface Answer {
  readonly schema: string;
  readonly sample: object;
  readonly fits: Shape<unknown>;
}

const method = methods.sms;
const line = {label: {vi: 'Lệnh', en: 'Order'}, value: {vi: 'Mua', en: 'Buy'}, emphasis: true, type: 'heading'};
const bound = {suite: 'OCRA-1:HOTP-SHA256-8:QN08-T30S', question: '04815162'};
const covers = [{purpose: 'order', until: '2026-03-02T03:00:00Z'}] as const;
const channelRules = {name: 'KB-Smart', enrolls: true, makesCodes: true, synchronizes: false};
const session = grant({scope: 'session', excludes: ['cash-transfer'], sessionGrant: covers});
const wholeStatus = status({
  channelRules,
  methods: [method, methods['kb-otp']],
  derivatives: {synchronized: false, lapsed: true},
  policy: {...status().policy, reducedLimit: {amount: 10_000_000, until: '2026-03-03T02:30:00Z'}},
  grants: [session],
  sessionGrant: covers,
});
const codeChallenge = {
  ...challenge.kbOtp(),
  ...bound,
  approval: {number: '47'},
  scannable: 'ES256',
  method,
  display: [line],
  sessionOffer: covers,
};

const scanPicture = {
  text: `eyJhbGciOiJFUzI1NiJ9.eyJ2IjoxfQ.${'A'.repeat(86)}`,
  renewAt: '2026-03-02T02:30:10Z',
  expiresAt: '2026-03-02T02:30:15Z',
  serverTime: '2026-03-02T02:30:00Z',
};

/** Samples that leave out nothing that the contract allows. */
const answers: readonly Answer[] = [
  {schema: 'Grant', sample: session, fits: isGrant},
  {
    schema: 'AuthenticationStatus',
    sample: wholeStatus,
    fits: isAuthenticationStatus,
  },
  {
    schema: 'BegunAuthentication',
    sample: {...wholeStatus, challenge: codeChallenge},
    fits: isBegunAuthentication,
  },
  {
    schema: 'CodeChallenge',
    sample: codeChallenge,
    fits: isChallenge,
  },
  {
    schema: 'DeliveredChallenge',
    sample: {...challenge.sms({delivery: 'unconfirmed'}), display: [line], sessionOffer: covers},
    fits: isChallenge,
  },
  {
    schema: 'MatrixChallenge',
    sample: {...challenge.matrix(), method, display: [line], sessionOffer: covers},
    fits: isChallenge,
  },
  {
    schema: 'ChallengeOutcome',
    sample: outcome({
      state: 'accepted',
      challenge: challenge.sms({delivery: 'unconfirmed', display: [line], sessionOffer: covers}),
      grant: session,
    }),
    fits: isChallengeOutcome,
  },
  {schema: 'ScanPicture', sample: scanPicture, fits: isScanPicture},
];

describe('an answer is believed as far as the written contract lets it be', () => {
  for (const {schema, sample, fits} of answers) {
    test(`${schema}: a right one is believed`, () => {
      assert.equal(fits(sample), true);
    });

    for (const [path, group] of byPath(variants(schemaNamed(schema), sample))) {
      const refused = group.filter((variant) => !variant.fits);
      const believed = group.filter((variant) => variant.fits);
      test(`${schema} ${path || 'itself'}: ${refused.length} wrong values are refused, ${believed.length} others believed`, () => {
        for (const {why, value} of refused) assert.equal(fits(value), false, `${path} ${why} was believed`);
        for (const {why, value} of believed) assert.equal(fits(value), true, `${path} ${why} was refused`);
      });
    }
  }
});

describe('a challenge carries what its kind needs', () => {
  const {source: _source, ...bare} = challenge.kbOtp();

  for (const kind of ['sms', 'email', 'voice', 'matrix'])
    test(`${kind} without what belongs to it is refused`, () => {
      assert.equal(isChallenge({...bare, kind}), false);
    });

  test('a delivered code with a moment to send again that is none is refused', () => {
    assert.equal(isChallenge({...challenge.sms(), resendAt: 'soon'}), false);
  });

  test('one malformed cell of the matrix card spoils the challenge', () => {
    assert.equal(isChallenge(challenge.matrix({coordinates: ['A1', 'a1']})), false);
  });
});

describe('a moment is a moment everywhere', () => {
  // Without a zone the same text is another moment on each device; RFC 3339 requires one.
  for (const expiresAt of ['2026-03-02T02:35:00', '2026-03-02 02:35', '2026-03-02', '2026', 'March 2, 2026 02:35'])
    test(`'${expiresAt}' is refused`, () => {
      assert.equal(isGrant(grant({expiresAt})), false);
    });

  for (const expiresAt of ['2026-03-02T02:35:00Z', '2026-03-02T02:35:00.123Z', '2026-03-02T09:35:00+07:00'])
    test(`'${expiresAt}' is believed`, () => {
      assert.equal(isGrant(grant({expiresAt})), true);
    });
});

describe('what the contract does not name', () => {
  for (const {schema, sample, fits} of answers)
    test(`${schema}: further fields are ignored`, () => {
      assert.equal(fits({...sample, colour: 'red', nested: {deep: [1]}}), true);
    });

  for (const key of ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])
    test(`a field called ${key} is data, and Object.prototype stays as it was (F10)`, () => {
      const before = Object.getOwnPropertyNames(Object.prototype).sort();
      const wire = JSON.stringify(grant()).replace('{', `{"${key}": {"isAdmin": true, "token": 1}, `);
      assert.equal(isGrant(JSON.parse(wire)), true);
      assert.equal('isAdmin' in {}, false);
      assert.deepEqual(Object.getOwnPropertyNames(Object.prototype).sort(), before);
    });

  test('a field that is only inherited is missing', () => {
    assert.equal(isGrant(Object.create(grant())), false);
    assert.equal(isGrant(JSON.parse(`{"__proto__": ${JSON.stringify(grant())}}`)), false);
  });
});
