/** The endpoint's routes and what stands before them. */

import { Hono } from 'hono';
import { describeError } from '../logging.js';
import { KeyMissing } from '../seal.js';
import { isPassing } from '../store/faults.js';
import { allowedMethods } from './allowed.js';
import { sendNotAllowed, sendProblem } from './answers.js';
import type { HttpContext, HttpEnv, HttpKit } from './context.js';
import { cors, sameSite } from './middleware/cors.js';
import { knowDevice } from './middleware/device.js';
import { limitAddress, limitSession } from './middleware/limits.js';
import { observe } from './middleware/observe.js';
import { requireServiceKey, requireSession } from './middleware/session.js';
import { challengeRoutes } from './routes/challenges.js';
import { deviceRoutes } from './routes/devices.js';
import { enrolmentRoutes } from './routes/enrolments.js';
import { grantRoutes } from './routes/grants.js';
import { methodChangeRoutes, methodRoutes, reopeningRoutes } from './routes/methods.js';
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
  app.use('/v1/*', cors(http), limitAddress(http));
  app.route('/v1', forBackEnds(http));
  app.route('/v1', forSessions(http));
  if (development !== null) {
    app.use('/dev/*', cors(http));
    development(app);
  }
  const allowed = allowedMethods(app);
  app.notFound((c) => {
    const [methods, now] = [allowed(c.req.path), http.kit.store.estimatedNow()];
    return methods.length === 0 ? sendProblem(c, { code: 'not_found' }, now) : sendNotAllowed(c, methods, now);
  });
  app.onError((error, c) => failed(http, error, c, closing()));
  return app;
}

function forBackEnds(http: HttpKit): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use('/grants/redemptions', requireServiceKey(http));
  app.use('/accounts/:account/method-changes', requireServiceKey(http));
  app.use('/accounts/:account/reopenings', requireServiceKey(http));
  grantRoutes(app, http);
  methodChangeRoutes(app, http);
  reopeningRoutes(app, http);
  return app;
}

const sessionPaths = [
  '/accounts/*',
  '/challenges',
  '/challenges/*',
  '/enrolments',
  '/enrolments/*',
  '/devices/*',
  '/cancellations',
  '/synchronizations',
];

function forSessions(http: HttpKit): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const path of sessionPaths) {
    app.use(path, requireSession(http), sameSite(http), limitSession(http), knowDevice(http));
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
