import type { Hono } from 'hono';
import { activateEnrolment } from '../../services/activation.js';
import { createEnrolment, enrolmentOutcome } from '../../services/enrolments.js';
import { missingProofs } from '../../services/enrolment-proofs.js';
import { sendOutcome } from '../responses.js';
import { command } from '../command.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';

const mostAccounts = 10;
const codes = Array.from({ length: mostAccounts }, (_, index) => `/codes/${index}/code`);

export function enrolmentRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  const { deps } = http;
  const enrolmentOf = (c: HttpContext) => nameOf(c, http, 'OpaqueId', 'enrolment');

  app.post(
    '/enrolments',
    command(http, {
      schema: 'EnrolmentRequest',
      status: 201,
      run: (c, body, remember) => createEnrolment(deps, c.get('session'), body, remember),
    }),
  );

  app.post(
    '/enrolments/proofs',
    command(http, {
      schema: 'EnrolmentProofsRequest',
      status: 200,
      run: (c, body, remember) => missingProofs(deps, c.get('session'), body, remember),
    }),
  );

  app.get('/enrolments/:enrolment', async (c) => {
    const outcome = await enrolmentOutcome(deps, c.get('session'), enrolmentOf(c));
    return sendOutcome(c, outcome, deps.store.estimatedNow());
  });

  app.post(
    '/enrolments/:enrolment/activation',
    command(http, {
      schema: 'ActivationRequest',
      status: 200,
      codes,
      run: (c, body, remember) =>
        activateEnrolment(deps, c.get('session'), { enrolment: enrolmentOf(c), codes: body.codes }, remember),
    }),
  );
}
