/** For those who run the endpoint. */

import type { Hono } from 'hono';
import { outageRetryAfter } from '../responses.js';
import type { HttpEnv, HttpDeps } from '../context.js';

/** Tells nothing and asks nothing, so anybody may. */
export function livenessRoute(app: Hono<HttpEnv>): void {
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
}

/** What the endpoint needs, part by part. */
export interface Readiness {
  readonly isReady: boolean;
  readonly parts: {
    readonly process: 'starting' | 'serving' | 'stopping';
    /** `takes nothing`: it can be read, and no more. */
    readonly database: 'ok' | 'takes nothing' | 'away' | 'not asked';
    /** `wrong`: other keys than those that the database was filled with. `wrapped`: the KMS has not unwrapped them. */
    readonly keys: 'ok' | 'wrong' | 'wrapped' | 'not asked';
  };
}

/** They ask the database and tell of the broker's business: for a port that customers don't reach. */
export function operationRoutes(app: Hono<HttpEnv>, { metrics }: HttpDeps, readiness: () => Promise<Readiness>): void {
  readinessRoute(app, readiness);

  app.get('/metrics', async (c) => {
    c.header('Content-Type', metrics.contentType);
    return c.body(await metrics.text());
  });
}

export function readinessRoute(app: Hono<HttpEnv>, readiness: () => Promise<Readiness>): void {
  app.get('/readyz', async (c) => {
    const { isReady, parts } = await readiness();
    if (isReady) return c.json({ status: 'ready', parts });
    c.header('Retry-After', String(outageRetryAfter));
    return c.json({ status: 'not ready', parts }, 503);
  });
}
