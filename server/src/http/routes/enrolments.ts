import type { Hono } from 'hono';
import { activateEnrolment } from '../../services/activation.js';
import { createEnrolment, enrolmentOutcome } from '../../services/enrolments.js';
import { missingProofs } from '../../services/enrolment-proofs.js';
import { sendAnswer, sendProblem } from '../responses.js';
import { command } from '../command.js';
import type { HttpContext, HttpEnv, HttpKit } from '../context.js';
import { nameOf } from '../names.js';

const mostAccounts = 10;
const codes = Array.from({ length: mostAccounts }, (_, index) => `/codes/${index}/code`);

export function enrolmentRoutes(app: Hono<HttpEnv>, http: HttpKit): void {
  const { kit } = http;
  const enrolmentOf = (c: HttpContext) => nameOf(c, http, 'OpaqueId', 'enrolment');

  app.post(
    '/enrolments',
    command(http, {
      schema: 'EnrolmentRequest',
      status: 201,
      run: (c, body, remember) => createEnrolment(kit, c.get('session'), body, remember),
    }),
  );

  app.post(
    '/enrolments/proofs',
    command(http, {
      schema: 'EnrolmentProofsRequest',
      status: 200,
      run: (c, body, remember) => missingProofs(kit, c.get('session'), body, remember),
    }),
  );

  app.get('/enrolments/:enrolment', async (c) => {
    const outcome = await enrolmentOutcome(kit, c.get('session'), enrolmentOf(c));
    if (!outcome.ok) return sendProblem(c, outcome.refusal, kit.store.estimatedNow());
    return sendAnswer(c, { status: 200, body: outcome.value });
  });

  app.post(
    '/enrolments/:enrolment/activation',
    command(http, {
      schema: 'ActivationRequest',
      status: 200,
      codes,
      run: (c, body, remember) =>
        activateEnrolment(kit, c.get('session'), { enrolment: enrolmentOf(c), codes: body.codes }, remember),
    }),
  );
}
