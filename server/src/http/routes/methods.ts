import type { Hono } from 'hono';
import { cancelKbOtp, methodChanges, synchronizeDerivatives } from '../../services/methods.js';
import { reopenAccount } from '../../services/reopening.js';
import { sendAnswer, sendProblem } from '../responses.js';
import { command } from '../command.js';
import type { HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';

const changes = { '/cancellations': cancelKbOtp, '/synchronizations': synchronizeDerivatives } as const;

export function methodRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  const { deps } = http;
  for (const [path, change] of Object.entries(changes)) {
    app.post(
      path,
      command(http, {
        schema: 'MethodChangeRequest',
        status: 200,
        run: (c, request, remember) => change({ deps, session: c.get('session'), request, remember }),
      }),
    );
  }
}

/** For the host's back end: what its staff do for a customer who can't prove anything any more. */
export function reopeningRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.post(
    '/accounts/:account/reopenings',
    command(http, {
      schema: 'ReopeningRequest',
      status: 200,
      caller: 'back-end',
      run: (c, body, remember) =>
        reopenAccount(http.deps, { ...body, account: nameOf(c, http, 'AccountId', 'account') }, remember),
    }),
  );
}

/** The audit trail, for the host's back end. */
export function methodChangeRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.get('/accounts/:account/method-changes', async (c) => {
    const account = nameOf(c, http, 'AccountId', 'account');
    if (account === '') {
      const refusal = { code: 'invalid_request', detail: 'account does not fit the contract.' } as const;
      return sendProblem(c, refusal, http.deps.store.estimatedNow());
    }
    return sendAnswer(c, { status: 200, body: await methodChanges(http.deps, account) });
  });
}
