/** For those who run the endpoint. */

import type { Hono } from 'hono';
import type { HttpEnv, HttpKit } from '../context.js';

export function operationRoutes(app: Hono<HttpEnv>, { metrics }: HttpKit, ready: () => Promise<boolean>): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }));

  app.get('/readyz', async (c) =>
    (await ready()) ? c.json({ status: 'ready' }) : c.json({ status: 'not ready' }, 503),
  );

  app.get('/metrics', async (c) => {
    c.header('Content-Type', metrics.contentType);
    return c.body(await metrics.text());
  });
}
