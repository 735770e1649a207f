import type { Hono } from 'hono';
import { endSessionGrants } from '../../services/session-grants.js';
import { command } from '../command.js';
import type { HttpEnv, HttpDeps } from '../context.js';

export function sessionGrantRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  app.post(
    '/session-grants/endings',
    command(http, {
      schema: 'SessionGrantEnding',
      status: 200,
      run: (c, body, remember) => endSessionGrants(http.deps, { session: c.get('session').id, ...body }, remember),
    }),
  );
}
