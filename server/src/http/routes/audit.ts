/** For the host's back end: the audit trail as a chain. */

import type { Hono } from 'hono';
import { auditEntries } from '../../services/audit.js';
import type { HttpEnv, HttpDeps } from '../context.js';
import { sendAnswer, sendProblem } from '../responses.js';

export function auditRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.get('/audit/entries', async (c) => {
    const after = c.req.query('after') ?? '0';
    if (!/^(0|[1-9][0-9]{0,14})$/.test(after)) {
      const refusal = { code: 'invalid_request', detail: 'after must be the seq of an entry, or 0.' } as const;
      return sendProblem(c, refusal, http.deps.store.estimatedNow());
    }
    return sendAnswer(c, { status: 200, body: await auditEntries(http.deps, Number(after)) });
  });
}
