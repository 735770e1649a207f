/** For the host's back end: which accounts there are, and how they prove themselves. */

import type { Hono } from 'hono';
import { closeAccount } from '../../services/closing.js';
import { overviewOf, provision, type Entry } from '../../services/provisioning.js';
import { command } from '../command.js';
import type { HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';
import { sendOutcome } from '../responses.js';

/** 500 accounts with a card each. */
const bodyLimit = 1024 * 1024;

export function provisioningRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.post(
    '/provisioning/accounts',
    command(http, {
      schema: 'Provisioning',
      status: 200,
      bodyLimit,
      caller: 'back-end',
      run: (c, { accounts, dryRun = false }, remember) => {
        const entries = accounts.map((account) => entryOf(http, account));
        return provision(http.deps, { entries, dryRun, actor: c.get('credential') }, remember);
      },
    }),
  );

  app.get('/provisioning/accounts/:account', async (c) => {
    const found = await overviewOf(http.deps, nameOf(c, http, 'AccountId', 'account'));
    return sendOutcome(c, found, http.deps.store.estimatedNow());
  });

  app.post(
    '/provisioning/accounts/:account/closing',
    command(http, {
      schema: 'ClosingRequest',
      status: 200,
      caller: 'back-end',
      run: (c, body, remember) =>
        closeAccount(http.deps, { ...body, account: nameOf(c, http, 'AccountId', 'account') }, remember),
    }),
  );
}

function entryOf({ contract }: HttpDeps, value: Readonly<Record<string, unknown>>): Entry {
  const { account } = value;
  const name = typeof account === 'string' ? account.slice(0, 32) : '';
  const checked = contract.validate('ProvisionedAccount', value);
  return { name, account: checked.ok ? checked.value : `${checked.at || 'It'} ${checked.reason}`.slice(0, 300) };
}
