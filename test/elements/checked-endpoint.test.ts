import {expect} from 'chai';
import {challenge, status} from '../../stories/fixtures/index.js';
import {checkedEndpoint} from '../../src/adapters/checked-endpoint.js';
import type {Endpoint} from '../../src/ports/endpoint.js';

const query = {account: '058C123456', channel: 'kb-trade', purpose: 'order'} as const;
const options = {signal: new AbortController().signal, idempotencyKey: crypto.randomUUID()};

/** The problem that comes of what a host's own object answers to a question for a challenge. */
async function problemOf(createChallenge: () => unknown) {
  const result = await checkedEndpoint({createChallenge} as unknown as Endpoint).createChallenge(query, options);
  if (result.ok) throw new Error('the answer was taken for good');
  return result.problem;
}

describe('a host’s own endpoint object', () => {
  const {resendAt: _, ...unfinished} = challenge.sms() as unknown as Record<string, unknown>;
  const rows = [
    ['lacks a field', {ok: true, value: unfinished}, '`resendAt`'],
    ['has a field of another type', {ok: true, value: {...challenge.kbOtp(), attemptsLeft: 'secret'}}, '`attemptsLeft`'],
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
