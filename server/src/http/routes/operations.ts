/** For those who run the endpoint. */

import type { Hono } from 'hono';
import { outageRetryAfter } from '../responses.js';
import type { HttpEnv, HttpDeps } from '../context.js';

/** Tells nothing and asks nothing, so anybody may. */
export function livenessRoute(app: Hono<HttpEnv>): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
}

/** They ask the database and tell of the broker's business: for a port that customers don't reach. */
export function operationRoutes(app: Hono<HttpEnv>, { metrics }: HttpDeps, ready: () => Promise<boolean>): void {
  app.get('/readyz', async (c) => {
    if (await ready()) return c.json({ status: 'ready' });
    c.header('Retry-After', String(outageRetryAfter));
    return c.json({ status: 'not ready' }, 503);
  });

  app.get('/metrics', async (c) => {
    c.header('Content-Type', metrics.contentType);
    return c.body(await metrics.text());
  });
}
