import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {readProblem} from '../../src/domain/problem-document.js';
import type {Problem} from '../../src/domain/problems.js';
import {schemaNamed} from './openapi.js';
import {endpointCodes, statusOf} from './problem-codes.js';
import {byPath, variants} from './spoil.js';

const serverTime = '2026-03-02T02:30:00Z';
const serverNow = Date.parse(serverTime);
/** The device's clock is ten minutes behind the endpoint's. */
const now = serverNow - 600_000;
const seconds = (count: number) => count * 1000;
const day = seconds(86_400);

const problemBody = (other: object = {}) => ({
  type: 'about:blank',
  title: 'Unprocessable Content',
  status: 422,
  code: 'code_invalid',
  traceId: 'trace-1',
  serverTime,
  ...other,
});

const read = (status: number, body: unknown, header: string | null = null) => readProblem(status, body, header, now);

const statuses = [...new Set([...statusOf.values(), 402, 418, 502])];

describe('a code of the contract', () => {
  test('has one status in the contract’s prose, and is in its enumeration', () => {
    assert.deepEqual([...statusOf.keys()].sort(), [...endpointCodes].sort());
    assert.ok(endpointCodes.length >= 34);
  });

  for (const [code, status] of statusOf)
    test(`${code} is believed under ${status}`, () => {
      assert.deepEqual(read(status, problemBody({code, status})), {code, traceId: 'trace-1'});
    });

  for (const [code, own] of statusOf) {
    test(`${code} is not believed under any other status`, () => {
      for (const status of statuses.filter((other) => other !== own))
        assert.deepEqual(
          read(status, problemBody({code, status, attemptsLeft: 3})),
          read(status, undefined),
          `under ${status}`,
        );
    });
  }
});

describe('what the written contract allows in a problem is believed', () => {
  const full = problemBody({attemptsLeft: 3, retryAfter: 60, lockedUntil: serverTime, detail: 'x'});
  const allowed = variants(schemaNamed('Problem'), full).filter(({fits, path}) => fits && path !== 'code');
  for (const [path, group] of byPath(allowed))
    test(`${path}: ${group.length} values`, () => {
      for (const {why, value} of group) assert.equal(read(422, value).code, 'code_invalid', `${path} ${why}`);
    });
});

/** What is understood when the body says nothing that can be believed. */
const byStatus: readonly (readonly [status: number, code: Problem['code']])[] = [
  [400, 'refused'],
  [401, 'session_expired'],
  [403, 'refused'],
  [404, 'refused'],
  [409, 'refused'],
  [410, 'challenge_expired'],
  [418, 'refused'],
  [422, 'refused'],
  [423, 'account_locked'],
  [426, 'refused'],
  [429, 'rate_limited'],
  [499, 'refused'],
  [500, 'internal_error'],
  [502, 'internal_error'],
  [503, 'upstream_unavailable'],
  [504, 'internal_error'],
  [599, 'internal_error'],
  [0, 'refused'],
  [302, 'refused'],
];

describe('an answer without a problem that can be believed is understood by its status', () => {
  for (const [status, code] of byStatus)
    test(`${status} -> ${code}`, () => {
      assert.deepEqual(read(status, undefined), {code});
    });

  const {code: _code, ...withoutCode} = problemBody();
  const {serverTime: _serverTime, ...withoutTime} = problemBody();
  const unbelievable: Readonly<Record<string, unknown>> = {
    'no body': undefined,
    'a login page': '<!doctype html><form>',
    null: null,
    'a list': [problemBody()],
    'a number': 422,
    'no code': withoutCode,
    'no time of the endpoint': withoutTime,
    'an unknown code': problemBody({code: 'out_of_coffee'}),
    'a code that every object has': problemBody({code: 'constructor'}),
    'a code that is no text': problemBody({code: ['code_invalid']}),
    'a code of another status': problemBody({code: 'internal_error'}),
    'negative attempts': problemBody({attemptsLeft: -1}),
    'half an attempt': problemBody({attemptsLeft: 1.5}),
    'attempts as text': problemBody({attemptsLeft: '3'}),
    'more attempts than any': problemBody({attemptsLeft: 101}),
    'a wait as text': problemBody({retryAfter: '60'}),
    'a lock until no moment': problemBody({lockedUntil: 'soon'}),
    'a time of the endpoint that is none': problemBody({serverTime: 'now'}),
    'markup as the trace': problemBody({traceId: '<b>1</b>'}),
    'a trace longer than any': problemBody({traceId: 'x'.repeat(65)}),
  };
  for (const [name, body] of Object.entries(unbelievable))
    test(`422 with ${name} -> refused, and nothing else of it is kept`, () => {
      assert.deepEqual(read(422, body), {code: 'refused'});
    });
});

describe('what a problem tells besides its code', () => {
  test('attempts left and the trace', () => {
    assert.deepEqual(read(422, problemBody({attemptsLeft: 3})), {
      code: 'code_invalid',
      attemptsLeft: 3,
      traceId: 'trace-1',
    });
  });

  test('no attempt left is not the same as nothing said about it', () => {
    assert.equal(read(422, problemBody({attemptsLeft: 0})).attemptsLeft, 0);
    assert.equal('attemptsLeft' in read(422, problemBody()), false);
  });

  test('a hundred attempts left', () => {
    assert.equal(read(422, problemBody({attemptsLeft: 100})).attemptsLeft, 100);
  });

  test('the longest trace', () => {
    assert.equal(read(422, problemBody({traceId: 'x'.repeat(64)})).traceId, 'x'.repeat(64));
  });

  test('its detail, as a hint for the developer', () => {
    assert.equal(read(422, problemBody({detail: 'The account\nis  unknown.'})).hint, 'The account is unknown.');
  });

  test('no detail that repeats what the request carried', () => {
    const body = problemBody({detail: 'The code 12ab is wrong.'});
    assert.equal('hint' in readProblem(422, body, null, now, ['12AB']), false);
  });

  test('a detail that is no text takes nothing from the rest', () => {
    assert.deepEqual(read(422, problemBody({detail: {secret: 1}})), {code: 'code_invalid', traceId: 'trace-1'});
  });

  test('the detail of what can’t be believed is not believed either', () => {
    assert.deepEqual(read(422, problemBody({code: 'internal_error', detail: 'secret'})), {code: 'refused'});
  });

  test('neither title nor anything else is kept: what a customer reads is ours', () => {
    const problem = read(422, problemBody({title: 'secret', instance: 'secret', hint: 'secret'}));
    assert.doesNotMatch(JSON.stringify(problem), /secret/);
  });

  test('`__proto__` in a problem is data (F10)', () => {
    const body: unknown = JSON.parse(JSON.stringify(problemBody()).replace('{', '{"__proto__": {"attemptsLeft": 9}, '));
    assert.deepEqual(read(422, body), {code: 'code_invalid', traceId: 'trace-1'});
    assert.equal('attemptsLeft' in {}, false);
  });
});

const limited = (other: object = {}) => problemBody({code: 'rate_limited', status: 429, ...other});

describe('how long to wait is bounded to one day (D4)', () => {
  type Row = readonly [told: string, header: string | null, body: unknown, retryAt: number | undefined];
  const rows: readonly Row[] = [
    ['nothing', null, limited(), undefined],
    ['a header of 60', '60', limited(), serverNow + seconds(60)],
    ['a header of 0', '0', limited(), serverNow],
    ['a header of -1', '-1', limited(), serverNow],
    ['a header of 10^9', '1000000000', limited(), serverNow + day],
    ['a header of 86 400', '86400', limited(), serverNow + day],
    ['a header of garbage', 'soon', limited(), undefined],
    ['an empty header', '', limited(), undefined],
    ['a header with a number so long that it is infinite', '9'.repeat(400), limited(), undefined],
    ['60 in the body', null, limited({retryAfter: 60}), serverNow + seconds(60)],
    ['0 in the body', null, limited({retryAfter: 0}), serverNow],
    ['-1 in the body', null, limited({retryAfter: -1}), serverNow],
    ['10^9 in the body', null, limited({retryAfter: 1e9}), serverNow + day],
    ['60 in the body and another header', '5', limited({retryAfter: 60}), serverNow + seconds(60)],
    ['a header of 60 and no body', '60', undefined, now + seconds(60)],
    ['a header of -1 and no body', '-1', undefined, now],
    ['a header of 10^9 and no body', '1000000000', undefined, now + day],
    ['a header of garbage and no body', 'soon', undefined, undefined],
    ['a header with a date and no body', new Date(now + seconds(90)).toUTCString(), undefined, now + seconds(90)],
    ['a header with a date gone by and no body', 'Wed, 21 Oct 2015 07:28:00 GMT', undefined, now],
    ['a header with a date far away and no body', 'Wed, 21 Oct 2099 07:28:00 GMT', undefined, now + day],
    [
      'a header with a date, by the endpoint’s clock',
      new Date(serverNow + seconds(90)).toUTCString(),
      limited(),
      serverNow + seconds(90),
    ],
  ];
  for (const [told, header, body, retryAt] of rows)
    test(`${told} -> ${retryAt === undefined ? 'no moment' : `${(retryAt - (body ? serverNow : now)) / 1000} s`}`, () => {
      assert.equal(read(429, body, header).retryAt, retryAt);
    });
});

describe('a lock ends by the endpoint’s time, whatever the device’s clock says (G11)', () => {
  const lockedUntil = (moment: number) =>
    problemBody({code: 'account_locked', status: 423, lockedUntil: new Date(moment).toISOString()});

  const rows: readonly (readonly [name: string, until: number, retryAt: number])[] = [
    ['in five minutes', serverNow + seconds(300), serverNow + seconds(300)],
    ['now', serverNow, serverNow],
    ['a moment ago', serverNow - seconds(300), serverNow],
    ['in a year', serverNow + 365 * day, serverNow + day],
  ];
  for (const [name, until, retryAt] of rows)
    test(`${name} -> ${(retryAt - serverNow) / 1000} s from now`, () => {
      assert.equal(read(423, lockedUntil(until)).retryAt, retryAt);
    });

  test('the lock counts more than a header', () => {
    assert.equal(read(423, lockedUntil(serverNow + seconds(300)), '5').retryAt, serverNow + seconds(300));
  });

  test('a lock without an end promises none', () => {
    assert.deepEqual(read(423, problemBody({code: 'account_locked', status: 423})), {
      code: 'account_locked',
      traceId: 'trace-1',
    });
  });
});
