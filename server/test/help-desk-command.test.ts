import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { kbOtpEndpoint } from './support/operator.js';
import { startProcess } from './support/process.js';

const account: string = accounts.suspended;
const key = randomBytes(32).toString('base64');

onEachDatabase(
  'The help desk from a shell',
  (database) => {
    test('two agents unlock an account, and each is told what has become of it', async () => {
      const { url } = await startProcess(database(), { KB_OTP_SERVICE_KEY: key, KB_OTP_FOUR_EYES: 'unlock' });
      const desk = (agent: string, ...words: string[]) =>
        kbOtpEndpoint(key, ['helpdesk', ...words, '--agent', agent, '--endpoint', `${url}/v1`]);
      const said = async <T>(result: ReturnType<typeof desk>) => JSON.parse((await result).said) as T;
      const shown = await said<{ kbOtp: string }>(desk('a.tran', 'show', account));
      assert.equal(shown.kbOtp, 'locked');
      const act = await said<{ id: string; state: string }>(
        desk('a.tran', 'unlock', account, '--reason', 'locked-out', '--note', 'Recognized at the counter.'),
      );
      assert.equal(act.state, 'waiting');
      const own = await desk('a.tran', 'approve', act.id);
      assert.equal(own.code, 1, own.said);
      assert.match(own.said, /answered 403: It takes another agent/);
      const [waiting] = await said<readonly { readonly id: string }[]>(desk('b.le', 'waiting'));
      assert.equal(waiting?.id, act.id);
      const approved = await desk('b.le', 'approve', act.id);
      assert.equal(approved.code, 0, approved.said);
      assert.match(approved.said, /"state": "done"[^]*"decidedBy": "b.le"/);
      const late = await desk('c.vo', 'refuse', act.id);
      assert.deepEqual([late.code, /It is done already/.test(late.said)], [1, true], late.said);

      // One id in 64 begins as an option does.
      const hyphened = `-${'A'.repeat(21)}`;
      const unknown = await desk('b.le', 'approve', hyphened);
      assert.match(unknown.said, /answered 404/);
      const lost = ['--reason', 'device-lost', '--device', hyphened];
      const revoked = await desk('a.tran', 'revoke-device', account, ...lost);
      assert.match(revoked.said, /answered 4\d\d/);
      const mistyped = await desk('b.le', 'approve', act.id, '--agents', 'a.tran');
      assert.deepEqual([mistyped.code, /--agents/.test(mistyped.said)], [2, true], mistyped.said);
    });
  },
  ['sqlite'],
);

test('a command of the help desk without its agent, its reason or its account ends with 2', async () => {
  const wrong: ReadonlyArray<readonly [RegExp, ...string[]]> = [
    [/--agent is missing/, 'show', account],
    [/--reason is missing/, 'unlock', account, '--agent', 'a.tran'],
    [/Which account/, 'suspend', '--agent', 'a.tran', '--reason', 'not-me'],
    [/Which act/, 'approve', '--agent', 'a.tran'],
  ];
  const ended = wrong.map(async ([expected, ...words]) => {
    const { code, said } = await kbOtpEndpoint(key, ['helpdesk', ...words, '--endpoint', 'http://127.0.0.1:1023/v1']);
    assert.equal(code, 2, said);
    assert.match(said, expected);
  });
  await Promise.all(ended);
});
