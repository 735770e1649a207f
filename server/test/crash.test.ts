import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { accounts, totpCode } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startProcess } from './support/process.js';

const crashingScript = fileURLToPath(new URL('support/crashing-endpoint.ts', import.meta.url));
const account: string = accounts.kbOtp;

onEachDatabase('A process that is killed', (database) => {
  test('A17: killed between accepting a code and saying so, its answer is not lost', async () => {
    const crashing = await startProcess(database(), {}, crashingScript);
    const token = await crashing.openSession('demo');
    const client = crashing.client(token);
    const challenge = await client.challenged({ account });
    const [key, code] = [randomUUID(), totpCode(account, Date.parse(challenge.serverTime))];
    const killed = once(crashing.child, 'exit');
    await assert.rejects(client.answer(challenge, code, { key }));
    assert.deepEqual(await killed, [null, 'SIGKILL']);

    const next = await startProcess(database());
    const again = next.client(token);
    const outcome = await again.outcome(challenge);
    assert.equal(outcome.body.state, 'accepted');
    const sameKey = await again.answer(challenge, code, { key });
    assert.equal(sameKey.status, 200);
    assert.equal(sameKey.body.token, outcome.body.grant?.token);
    const otherKey = await again.answer(challenge, code);
    assert.deepEqual([otherKey.status, otherKey.body.code], [409, 'code_replayed']);
  });
});
