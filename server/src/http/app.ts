/** The endpoint's routes and what stands before them. */

import { Hono } from 'hono';
import { describeError } from '../logging.js';
import { KeyMissing } from '../seal.js';
import { isPassing } from '../store/faults.js';
import { allowedMethods } from './allowed.js';
import { sendNotAllowed, sendProblem } from './answers.js';
import type { HttpContext, HttpEnv, HttpKit } from './context.js';
import { cors, sameSite } from './middleware/cors.js';
import { createGate, type Gate } from './middleware/limits.js';
import { observe } from './middleware/observe.js';
import { requireServiceKey, requireSession } from './middleware/session.js';
import { challengeRoutes } from './routes/challenges.js';
import { deviceRoutes } from './routes/devices.js';
import { enrolmentRoutes } from './routes/enrolments.js';
import { grantRoutes } from './routes/grants.js';
import { methodChangeRoutes, methodRoutes } from './routes/methods.js';
import { operationRoutes } from './routes/operations.js';
import { statusRoutes } from './routes/status.js';

export interface AppParts {
  readonly http: HttpKit;
  readonly ready: () => Promise<boolean>;
  /** Whether the database is being closed: what fails then would have worked elsewhere. */
  readonly closing: () => boolean;
  /** Routes that exist in development only. */
  readonly development: ((app: Hono<HttpEnv>) => void) | null;
}

export function createApp({ http, ready, closing, development }: AppParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(observe(http));
  operationRoutes(app, http, ready);
  const gate = createGate(http);
  app.use('/v1/*', cors(http));
  app.route('/v1', forBackEnds(http, gate));
  app.route('/v1', forSessions(http, gate));
  if (development !== null) {
    app.use('/dev/*', cors(http));
    development(app);
  }
  const allowed = allowedMethods(app);
  app.notFound(async (c) => {
    const refused = await gate.anonymous(c);
    if (refused !== null) return refused;
    const [methods, now] = [allowed(c.req.path), http.kit.store.estimatedNow()];
    return methods.length === 0 ? sendProblem(c, { code: 'not_found' }, now) : sendNotAllowed(c, methods, now);
  });
  app.onError((error, c) => failed(http, error, c, closing()));
  return app;
}

function forBackEnds(http: HttpKit, gate: Gate): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use('/grants/redemptions', requireServiceKey(http, gate));
  app.use('/accounts/:account/method-changes', requireServiceKey(http, gate));
  grantRoutes(app, http);
  methodChangeRoutes(app, http);
  return app;
}

/** One with `/*` is for the path before it too; in two rows a request would be counted twice. */
const sessionPaths = [
  '/accounts/*',
  '/challenges/*',
  '/enrolments/*',
  '/devices/*',
  '/cancellations',
  '/synchronizations',
];

function forSessions(http: HttpKit, gate: Gate): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const path of sessionPaths) {
    app.use(path, requireSession(http, gate), sameSite(http), gate.session);
  }
  statusRoutes(app, http);
  challengeRoutes(app, http);
  enrolmentRoutes(app, http);
  deviceRoutes(app, http);
  methodRoutes(app, http);
  return app;
}

function failed({ kit, logger }: HttpKit, error: unknown, c: HttpContext, closing: boolean): Response {
  logger.error({ traceId: c.get('traceId'), ...describeError(error) }, 'request failed');
  // What this process has no key for, another may have.
  const isElsewhere = closing || isPassing(error) || error instanceof KeyMissing;
  const code = isElsewhere ? 'upstream_unavailable' : 'internal_error';
  return sendProblem(c, { code }, kit.store.estimatedNow());
}
