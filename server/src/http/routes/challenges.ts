import type { Hono } from 'hono';
import { answerChallenge } from '../../services/answering.js';
import { challengeOutcome, createChallenge } from '../../services/challenges.js';
import { resendChallenge } from '../../services/sending.js';
import { sendOutcome } from '../responses.js';
import { bareCommand, command } from '../command.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';

/** A code of any length is a badly formed code, not a body too large; so there is room for a very bad one. */
const answerBodyLimit = 1024 * 1024;

export function challengeRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  const { deps } = http;
  const challengeOf = (c: HttpContext) => nameOf(c, http, 'OpaqueId', 'challenge');

  app.post(
    '/challenges',
    command(http, {
      schema: 'ChallengeRequest',
      status: 201,
      run: (c, body, remember) => createChallenge(deps, c.get('session'), body, remember),
    }),
  );

  app.get('/challenges/:challenge', async (c) => {
    const outcome = await challengeOutcome(deps, c.get('session'), challengeOf(c));
    return sendOutcome(c, outcome, deps.store.estimatedNow());
  });

  app.post(
    '/challenges/:challenge/answer',
    command(http, {
      schema: 'Answer',
      status: 200,
      bodyLimit: answerBodyLimit,
      codes: ['/code'],
      run: (c, answer, remember) =>
        answerChallenge(deps, c.get('session'), { challenge: challengeOf(c), ...answer }, remember),
    }),
  );

  app.post(
    '/challenges/:challenge/resend',
    bareCommand(http, (c, remember) => resendChallenge(deps, c.get('session'), challengeOf(c), remember)),
  );
}
