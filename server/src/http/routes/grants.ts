import type { Hono } from 'hono';
import { redeemGrant } from '../../services/grants.js';
import { endSessionGrants } from '../../services/session-grants.js';
import { command } from '../command.js';
import type { HttpEnv, HttpDeps } from '../context.js';

export function grantRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.post(
    '/grants/redemptions',
    command(http, {
      schema: 'RedemptionRequest',
      status: 200,
      caller: 'back-end',
      run: (_c, body, remember) => redeemGrant(http.deps, body, remember),
    }),
  );

  app.post(
    '/grants/session-endings',
    command(http, {
      schema: 'SignOut',
      status: 200,
      caller: 'back-end',
      run: (_c, body, remember) => endSessionGrants(http.deps, body, remember),
    }),
  );
}
