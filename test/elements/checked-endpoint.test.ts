import {expect} from 'chai';
import {challenge, status} from '../../stories/fixtures/index.js';
import {authentication} from '../../src/adapters/endpoint/authentication.js';
import {checked} from '../../src/adapters/endpoint/checked.js';
import {devices} from '../../src/adapters/endpoint/devices.js';
import {methods} from '../../src/adapters/endpoint/methods.js';
import type {Endpoint} from '../../src/ports/endpoint.js';
import {connect} from '../../src/wiring/endpoint.js';

const query = {account: '058C123456', channel: 'kb-trade', purpose: 'order'} as const;
const options = {signal: new AbortController().signal, idempotencyKey: crypto.randomUUID()};

/** The problem that comes of what a host's own object answers to a question for a challenge. */
async function problemOf(createChallenge: () => unknown) {
  const host = {createChallenge} as unknown as Endpoint;
  const result = await checked(authentication, host, {timeout: 5_000}).createChallenge(query, options);
  if (result.ok) throw new Error('the answer was taken for good');
  return result.problem;
}

describe('a host’s own endpoint object', () => {
  const {resendAt: _, ...unfinished} = challenge.sms() as unknown as Record<string, unknown>;
  const rows = [
    ['lacks a field', {ok: true, value: unfinished}, '`resendAt`'],
    [
      'has a field of another type',
      {ok: true, value: {...challenge.kbOtp(), attemptsLeft: 'secret'}},
      '`attemptsLeft`',
    ],
    ['is of another kind', {ok: true, value: {...challenge.kbOtp(), kind: 'secret'}}, '`kind`'],
    ['is a status', {ok: true, value: status()}, '`kind`'],
    ['is nothing', {ok: true}, 'the answer'],
    ['is no result', 'secret', 'the answer'],
    ['is no promise’s value', undefined, 'the answer'],
    ['is a failure without a problem', {ok: false}, 'the answer'],
  ] as const;
  for (const [what, answer, named] of rows)
    it(`whose answer ${what} is told so: ${named}`, async () => {
      const {code, hint} = await problemOf(() => Promise.resolve(answer));
      expect(code).to.equal('malformed_answer');
      expect(hint).to.contain(named).and.not.contain('secret');
    });

  it('that throws is told by the name of the error alone', async () => {
    const problem = await problemOf(() => Promise.reject(new RangeError('secret')));
    expect(problem).to.deep.equal({code: 'unreachable', hint: 'the endpoint object threw: RangeError'});
  });

  it('whose problem carries a hint of its own keeps it', async () => {
    const problem = {code: 'maintenance', hint: 'until noon'};
    expect(await problemOf(() => Promise.resolve({ok: false, problem}))).to.deep.equal(problem);
  });
});

const parts = Object.entries({authentication, methods, devices});
const names = parts.flatMap(([part, operations]) => Object.keys(operations).map((name) => [part, name] as const));

type Port = Record<string, (...call: unknown[]) => Promise<{readonly ok: boolean; readonly problem?: object}>>;

/** One part of an endpoint as the elements hold it, whatever its methods are. */
const connected = (part: string, endpoint: string | object, onServerTime?: (at: string) => void) =>
  connect<Port>({authentication, methods, devices}[part] as never, endpoint, {
    credentials: 'same-origin',
    timeout: 5_000,
    getSessionToken: null,
    clock: {now: () => Date.now()},
    ...(onServerTime && {onServerTime}),
  });

describe('the time that a host’s own endpoint object tells', () => {
  const serverTime = '2026-01-02T03:04:05Z';
  const answered = [
    ['authentication', 'getAuthentication', {...status(), serverTime}],
    ['authentication', 'createChallenge', {...challenge.sms(), serverTime}],
    ['methods', 'cancel', {...status(), serverTime}],
    ['devices', 'checkEnrolmentProofs', {missing: [], serverTime}],
  ] as const;
  for (const [part, name, value] of answered) {
    const host = {[name]: async () => ({ok: true, value})};

    it(`is heard of ${name}`, async () => {
      const heard: string[] = [];
      await connected(part, host, (at) => heard.push(at))[name]!({}, options);
      expect(heard).to.deep.equal([serverTime]);
    });

    it(`is not heard of ${name} when nobody waits for the answer any more`, async () => {
      const heard: string[] = [];
      const given = {...options, signal: AbortSignal.abort()};
      await connected(part, host, (at) => heard.push(at))[name]!({}, given);
      expect(heard).to.deep.equal([]);
    });
  }
});

describe('an endpoint that can’t be asked', () => {
  for (const [part, name] of names)
    it(`is a problem of ${name}, and throws nothing`, async () => {
      const result = await connected(part, 'http://elsewhere.example')[name]!({}, options);
      expect(result.problem).to.include({code: 'misconfigured'});
    });
});

describe('a host’s own endpoint object without the device’s keys', () => {
  it('is asked for none', () => {
    expect(connected('devices', {}).registerKey).to.equal(undefined);
  });

  it('that has nothing of this part is a problem of each call', async () => {
    const {code} = (await connected('devices', {}).getDevice!('device-1', options)).problem as {code: string};
    expect(code).to.equal('unreachable');
  });
});
