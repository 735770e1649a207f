/** What `npm run bench:endpoint` measures still works: nothing else runs it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBench } from '../bench/customers.js';
import { openFormer } from '../bench/former-database.js';
import { formerProof, formerStatus } from '../bench/former-statements.js';
import { onEachDatabase } from './support/databases.js';

onEachDatabase('The bench', (database) => {
  test('its customers prove themselves in one step after the other, and read their status', async (t) => {
    const { endpoint, customers, passStep } = await openBench(database().config, 2);
    t.after(() => endpoint.close());
    assert.equal(customers.length, 2);
    for (const customer of customers) {
      await customer.prove();
      // Within one step a code is good once.
      await assert.rejects(customer.prove(), /code_replayed/);
      passStep();
      await customer.prove();
      await customer.status();
    }
  });
});

onEachDatabase('The statements of old', (database) => {
  test('run on their own schema', async (t) => {
    const customer = { account: '058C1', customer: 'c', session: 's', authenticators: ['a', 'b'] } as const;
    const former = await openFormer(database().config, [customer]);
    t.after(() => former.close());
    await assert.doesNotReject(former.run(formerProof(customer, 1)));
    await assert.doesNotReject(former.run(formerStatus(customer)));
  });
});
