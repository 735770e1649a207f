/** For the host's back end: all that is kept of one customer, and its erasure. */

import type { Hono } from 'hono';
import { eraseCustomer, exportCustomer } from '../../services/privacy.js';
import { command } from '../command.js';
import type { HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';
import { sendOutcome } from '../responses.js';

export function privacyRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.get('/privacy/customers/:customer', async (c) => {
    const told = await exportCustomer(http.deps, nameOf(c, http, 'CustomerId', 'customer'));
    return sendOutcome(c, told, http.deps.store.estimatedNow());
  });

  app.post(
    '/privacy/customers/:customer/erasure',
    command(http, {
      schema: 'ErasureRequest',
      status: 200,
      caller: 'back-end',
      run: (c, body, remember) =>
        eraseCustomer(http.deps, { ...body, customer: nameOf(c, http, 'CustomerId', 'customer') }, remember),
    }),
  );
}
