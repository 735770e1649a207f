/** For the host's back end: what the broker's help desk sees and does. */

import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import { agentName, type Agent } from '../../domain/help-desk.js';
import { refuse, type Outcome } from '../../domain/outcome.js';
import { accountForDesk, decideAct, orderAct, waitingActs } from '../../services/help-desk.js';
import { command } from '../command.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { createLimiter } from '../limiter.js';
import { nameOf } from '../names.js';
import { sendOutcome, sendProblem } from '../responses.js';

type Work<T> = (by: Agent) => Promise<Outcome<T>>;

const agentHeader = 'KB-OTP-Agent';

export function helpDeskRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  const { deps } = http;
  const within = createDeskLimit(http);

  app.get('/helpdesk/accounts/:account', (c) =>
    seen(http, c, (by) => within(by, () => accountForDesk(deps, nameOf(c, http, 'AccountId', 'account')))),
  );

  app.get('/helpdesk/acts', (c) =>
    seen(http, c, (by) => within(by, async () => ({ ok: true, value: await waitingActs(deps) }))),
  );

  app.post(
    '/helpdesk/accounts/:account/acts',
    command(http, {
      schema: 'HelpDeskOrder',
      status: 200,
      caller: 'back-end',
      run: (c, order, remember) =>
        within(agentOf(c, order.agent), (by) =>
          orderAct(deps, nameOf(c, http, 'AccountId', 'account'), { ...order, by }, remember),
        ),
    }),
  );

  for (const [path, state] of Object.entries({ approval: 'done', refusal: 'refused' } as const)) {
    app.post(
      `/helpdesk/acts/:act/${path}`,
      command(http, {
        schema: 'HelpDeskDecision',
        status: 200,
        caller: 'back-end',
        run: (c, { agent }, remember) =>
          within(agentOf(c, agent), (by) =>
            decideAct(deps, { id: nameOf(c, http, 'OpaqueId', 'act'), state, by }, remember),
          ),
      }),
    );
  }
}

const agentOf = (c: HttpContext, given: string): Agent => ({ name: agentName(given), credential: c.get('credential') });

async function seen<T>(http: HttpDeps, c: HttpContext, look: Work<T>): Promise<Response> {
  const now = http.deps.store.estimatedNow();
  const agent = http.contract.validate('AgentId', c.req.header(agentHeader));
  if (!agent.ok) {
    return sendProblem(c, { code: 'invalid_request', detail: `${agentHeader} must name the agent who looks.` }, now);
  }
  return sendOutcome(c, await look(agentOf(c, agent.value)), now);
}

/** Against whoever goes through account numbers, or through customers: by agent, and by the key that speaks for all. */
function createDeskLimit({ deps: { store, policy } }: HttpDeps) {
  const { perAgent, perCredential } = policy.helpDesk;
  const limiter = (name: string, perMinute: number) =>
    createLimiter({ name, perMinute, ledger: store.limits, isExact: true });
  const [agents, credentials] = [limiter('desk-agent', perAgent), limiter('desk', perCredential)];
  return async <T>(by: Agent, work: Work<T>): Promise<Outcome<T>> => {
    const now = store.estimatedNow();
    const waits = [
      await credentials.take(keyOf(by.credential), now),
      await agents.take(keyOf(by.credential, by.name), now),
    ];
    const retryAfter = Math.max(...waits);
    return retryAfter > 0 ? refuse('rate_limited', { retryAfter }) : work(by);
  };
}

const keyOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
