/** The endpoint's routes and what stands before them. */

import { Hono } from 'hono';
import { describeError } from '../logging.js';
import { KeyMissing } from '../seal.js';
import { SessionKeysAway } from '../session.js';
import type { ServiceScope } from '../service-credentials.js';
import { isPassing } from '../store/faults.js';
import { unrecorded } from '../trace.js';
import { allowedMethods } from './allowed.js';
import { sendNotAllowed, sendProblem } from './responses.js';
import type { HttpContext, HttpEnv, HttpDeps } from './context.js';
import { cors, sameSite } from './middleware/cors.js';
import { knowDevice } from './middleware/device.js';
import { createGate, type Gate } from './middleware/limits.js';
import { observe } from './middleware/observe.js';
import { requireServiceKey, requireSession } from './middleware/session.js';
import { approvalRoutes } from './routes/approvals.js';
import { auditRoutes } from './routes/audit.js';
import { challengeRoutes } from './routes/challenges.js';
import { deviceRoutes } from './routes/devices.js';
import { enrolmentRoutes } from './routes/enrolments.js';
import { grantRoutes } from './routes/grants.js';
import { helpDeskRoutes } from './routes/help-desk.js';
import { methodChangeRoutes, methodRoutes, reopeningRoutes } from './routes/methods.js';
import { livenessRoute, operationRoutes, type Readiness } from './routes/operations.js';
import { outboxRoutes } from './routes/outbox.js';
import { privacyRoutes } from './routes/privacy.js';
import { provisioningRoutes } from './routes/provisioning.js';
import { sessionGrantRoutes } from './routes/session-grants.js';
import { statusRoutes } from './routes/status.js';

export interface AppParts {
  readonly http: HttpDeps;
  /** Whether the database is being closed: what fails then would have worked elsewhere. */
  readonly closing: () => boolean;
  /** Routes that exist in development only. */
  readonly development: ((app: Hono<HttpEnv>) => void) | null;
}

export function createApp({ http, closing, development }: AppParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(observe(http));
  livenessRoute(app);
  const gate = createGate(http);
  app.use('/v1/*', cors(http));
  app.route('/v1', forBackEnds(http, gate));
  app.route('/v1', forSessions(http, gate));
  if (development !== null) {
    app.use('/dev/*', cors(http));
    development(app);
  }
  const missing = answerMissing(app, http);
  app.notFound(async (c) => (await gate.anonymous(c)) ?? missing(c));
  app.onError((error, c) => failed(http, error, c, closing()));
  return app;
}

/** What is served on a port of its own. */
export function createOperations(http: HttpDeps, readiness: () => Promise<Readiness>): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  // Who asks every few seconds is no part of what happens.
  app.use(observe({ ...http, recorder: unrecorded }));
  livenessRoute(app);
  operationRoutes(app, http, readiness);
  app.notFound(answerMissing(app, http));
  app.onError((error, c) => failed(http, error, c, false));
  return app;
}

function answerMissing(app: Hono<HttpEnv>, { deps }: HttpDeps): (c: HttpContext) => Response {
  const allowed = allowedMethods(app);
  return (c) => {
    const [methods, now] = [allowed(c.req.path), deps.store.estimatedNow()];
    return methods.length === 0 ? sendProblem(c, { code: 'not_found' }, now) : sendNotAllowed(c, methods, now);
  };
}

const serviceScopeOf: ReadonlyArray<readonly [path: string, scope: ServiceScope]> = [
  ['/grants/redemptions', 'redeem'],
  ['/grants/session-endings', 'redeem'],
  ['/accounts/:account/method-changes', 'audit'],
  ['/accounts/:account/reopenings', 'helpdesk'],
  ['/audit/*', 'audit'],
  ['/provisioning/*', 'provision'],
  ['/helpdesk/*', 'helpdesk'],
  ['/outbox/*', 'outbox'],
  ['/privacy/*', 'privacy'],
];

function forBackEnds(http: HttpDeps, gate: Gate): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const [path, scope] of serviceScopeOf) app.use(path, requireServiceKey(http, gate, scope));
  grantRoutes(app, http);
  methodChangeRoutes(app, http);
  reopeningRoutes(app, http);
  provisioningRoutes(app, http);
  helpDeskRoutes(app, http);
  outboxRoutes(app, http);
  privacyRoutes(app, http);
  auditRoutes(app, http);
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
  '/session-grants/*',
];

function forSessions(http: HttpDeps, gate: Gate): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  for (const path of sessionPaths) {
    app.use(path, requireSession(http, gate), sameSite(http), gate.session, knowDevice(http));
  }
  statusRoutes(app, http);
  challengeRoutes(app, http);
  approvalRoutes(app, http);
  enrolmentRoutes(app, http);
  deviceRoutes(app, http);
  methodRoutes(app, http);
  sessionGrantRoutes(app, http);
  return app;
}

function failed({ deps, logger }: HttpDeps, error: unknown, c: HttpContext, closing: boolean): Response {
  logger.error({ traceId: c.get('traceId'), ...describeError(error) }, 'request failed');
  // What this process has no key for, another may have.
  const isElsewhere = closing || isPassing(error) || error instanceof KeyMissing || error instanceof SessionKeysAway;
  const code = isElsewhere ? 'upstream_unavailable' : 'internal_error';
  return sendProblem(c, { code }, deps.store.estimatedNow());
}
