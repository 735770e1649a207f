/** What becomes of a code, and of its count, when the carrier refuses it or says nothing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Problem } from '../generated/contract.js';
import { DeliveryRefused, type Delivery } from '../src/index.js';
import { delivered } from './support/challenges.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startEndpoint } from './support/endpoint.js';

const minute = 60_000;
const account = accounts.sms;

onEachDatabase('Carriers', (database) => {
  test('when the carrier takes nothing the customer is told, and may ask again at once', async (t) => {
    const carrier = carrierThat({ fault: new DeliveryRefused('The carrier is down.') });
    const { on, client } = await freshBy(t, carrier);
    const key = '6f1c0f0e-6c1f-4b7e-9f0e-2f6f8a3f5b11';
    for (let time = 0; time < 10; time++) {
      const failed = await client.challenge({ account }, { key });
      assert.deepEqual([failed.status, (failed.body as unknown as Problem).code], [503, 'upstream_unavailable']);
    }
    carrier.fault = null;
    const made = await client.challenge({ account }, { key });
    assert.deepEqual([made.status, delivered(made.body).resendsLeft], [201, 5]);
    on.pass(minute);
    carrier.fault = new DeliveryRefused('The carrier is down.');
    const code = carrier.code;
    assert.equal((await client.resend(made.body)).status, 503);
    assert.equal((await client.answer(made.body, code)).status, 200);
  });

  test('a message that may have gone counts, its code is good, and the customer is told that it may still come', async (t) => {
    const carrier = carrierThat({ fault: new Error('No answer in time.') });
    const { on, client } = await freshBy(t, carrier);
    const challenge = await client.challenged({ account });
    assert.equal(delivered(challenge).delivery, 'unconfirmed');
    for (let time = 0; time < 25; time++) {
      assert.deepEqual(await client.challenged({ account }).then(({ id }) => id), challenge.id);
    }
    assert.equal(carrier.handed, 1);
    const { code } = carrier;
    for (let time = 0; time < 25; time++) await (await on.client()).challenge({ account });
    assert.equal(carrier.handed, 4);
    assert.equal(delivered((await client.outcome(challenge)).body.challenge).delivery, 'unconfirmed');
    assert.equal((await client.resend(challenge)).status, 429);
    assert.equal((await client.answer(challenge, code)).status, 200);
  });

  test('once a message is known to have gone, nothing is in doubt any more', async (t) => {
    const carrier = carrierThat({ fault: new Error('No answer in time.') });
    const { on, client } = await freshBy(t, carrier);
    const challenge = await client.challenged({ account });
    carrier.fault = null;
    on.pass(minute);
    const resent = await client.resend(challenge);
    assert.deepEqual([resent.status, delivered(resent.body).delivery], [200, undefined]);
    assert.equal(delivered((await client.outcome(challenge)).body.challenge).delivery, undefined);
    carrier.fault = new Error('No answer in time.');
    on.pass(minute);
    assert.equal(delivered((await client.resend(challenge)).body).delivery, 'unconfirmed');
    assert.equal((await client.answer(challenge, carrier.code)).status, 200);
  });

  interface Carrier extends Delivery {
    fault: Error | null;
    handed: number;
    code: string;
  }

  function carrierThat({ fault }: Pick<Carrier, 'fault'>): Carrier {
    return {
      fault,
      handed: 0,
      code: '',
      async deliver({ text }) {
        this.handed++;
        if (this.fault instanceof DeliveryRefused) throw this.fault;
        this.code = /\b([0-9]{6})\b/.exec(text.vi)?.[1] ?? 'none';
        if (this.fault !== null) throw this.fault;
      },
    };
  }

  async function freshBy(test: { after(done: () => Promise<void>): void }, delivery: Delivery) {
    const on = await startEndpoint(database(), { delivery: { kind: 'custom', delivery } });
    test.after(() => on.endpoint.close());
    await on.reset();
    return { on, client: await on.client() };
  }
});
