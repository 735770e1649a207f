/** For those who run the endpoint: notices that were given up. */

import type { Hono } from 'hono';
import { deadLetters, resendDeadLetter } from '../../services/dead-letters.js';
import { bareCommand } from '../command.js';
import type { HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';
import { sendAnswer, sendProblem } from '../responses.js';

export function outboxRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.get('/outbox/dead-letters', async (c) => {
    const after = c.req.query('after');
    if (after !== undefined && !http.contract.validate('DeadLetterPlace', after).ok) {
      const refusal = { code: 'invalid_request', detail: 'after must be the next of an answer.' } as const;
      return sendProblem(c, refusal, http.deps.store.estimatedNow());
    }
    return sendAnswer(c, { status: 200, body: await deadLetters(http.deps, after) });
  });

  app.post(
    '/outbox/dead-letters/:notice/resend',
    bareCommand(
      http,
      (c, remember) => resendDeadLetter(http.deps, nameOf(c, http, 'OpaqueId', 'notice'), remember),
      'back-end',
    ),
  );
}
