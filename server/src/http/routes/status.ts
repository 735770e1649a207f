import type { Hono } from 'hono';
import { accept, refuse, type Outcome } from '../../domain/outcome.js';
import { beginAuthentication } from '../../services/beginning.js';
import { authenticationStatus, type StatusQuery } from '../../services/status.js';
import { command } from '../command.js';
import { sendOutcome } from '../responses.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';

export function statusRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.get('/accounts/:account/authentication', async (c) => {
    const query = readQuery(c, http);
    const outcome = query.ok ? await authenticationStatus(http.deps, c.get('session'), query.value) : query;
    return sendOutcome(c, outcome, http.deps.store.estimatedNow());
  });

  app.post(
    '/accounts/:account/authentication',
    command(http, {
      schema: 'AuthenticationRequest',
      status: 200,
      async run(c, request, remember) {
        const account = http.contract.validate('AccountId', c.req.param('account'));
        if (!account.ok) return refuseUnfit('account', account.reason);
        return beginAuthentication(http.deps, c.get('session'), { account: account.value, ...request }, remember);
      },
    }),
  );
}

function readQuery(c: HttpContext, { contract }: HttpDeps): Outcome<StatusQuery> {
  const account = contract.validate('AccountId', c.req.param('account'));
  const channel = contract.validate('ChannelId', c.req.query('channel'));
  const purpose = contract.validate('Purpose', c.req.query('purpose') ?? 'login');
  if (!account.ok) return refuseUnfit('account', account.reason);
  if (!channel.ok) return refuseUnfit('channel', channel.reason);
  if (!purpose.ok) return refuseUnfit('purpose', purpose.reason);
  return accept({ account: account.value, channel: channel.value, purpose: purpose.value });
}

const refuseUnfit = (name: string, reason: string) => refuse('invalid_request', { detail: `${name} ${reason}.` });
