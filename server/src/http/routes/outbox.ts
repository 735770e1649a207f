/** For those who run the endpoint: notices that were given up. */

import type { Hono } from 'hono';
import { deadLetters, resendDeadLetter } from '../../services/dead-letters.js';
import { bareCommand } from '../command.js';
import type { HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';
import { sendAnswer } from '../responses.js';

export function outboxRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.get('/outbox/dead-letters', async (c) => sendAnswer(c, { status: 200, body: await deadLetters(http.deps) }));

  app.post(
    '/outbox/dead-letters/:notice/resend',
    bareCommand(
      http,
      (c, remember) => resendDeadLetter(http.deps, nameOf(c, http, 'OpaqueId', 'notice'), remember),
      'back-end',
    ),
  );
}
