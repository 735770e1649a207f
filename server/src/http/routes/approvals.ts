/** Approving on the customer's device: what the asking page hears, and what the device asks and says. */

import type { Hono } from 'hono';
import {
  approvalOf,
  approveRequest,
  rejectRequest,
  waitingRequests,
  withdrawChallenge,
} from '../../services/approvals.js';
import type { Approval } from '../../../generated/contract.js';
import type { Session } from '../../services/deps.js';
import { pushState, subscribe, unsubscribe } from '../../services/push-subscriptions.js';
import { scanPicture } from '../../services/scans.js';
import { refuse } from '../../domain/outcome.js';
import { sendOutcome, sendProblem } from '../responses.js';
import { bareCommand, command } from '../command.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { nameOf } from '../names.js';

const longestWait = 25_000;
/** Milliseconds between two comments: a proxy cuts what is silent for longer. */
const heartbeat = 15_000;
/** Milliseconds until a browser asks again. */
const retry = 2000;

export function approvalRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  const challengeOf = (c: HttpContext) => nameOf(c, http, 'OpaqueId', 'challenge');
  askerRoutes(app, http, challengeOf);
  deviceRoutes(app, http, challengeOf);
  pushRoutes(app, http);
}

type ChallengeOf = (c: HttpContext) => string;

function askerRoutes(app: Hono<HttpEnv>, http: HttpDeps, challengeOf: ChallengeOf): void {
  const { deps, approvals, stopping } = http;
  const now = () => deps.store.estimatedNow();
  /** Whoever has waited since it was not, is told of no grant. */
  const isOver = ({ expiresAt }: Session) => expiresAt <= now();

  app.get('/challenges/:challenge/approval', async (c) => {
    const patience = waitOf(c.req.query('wait'));
    if (patience === null) return sendProblem(c, { code: 'invalid_request', detail: 'wait must be 0 to 25.' }, now());
    const [id, session] = [challengeOf(c), c.get('session')];
    const first = await approvalOf(deps, session, id);
    if (!first.ok || first.value.state !== 'pending' || patience === 0) return sendOutcome(c, first, now());
    await approvals.wait(id, patience, AbortSignal.any([c.req.raw.signal, stopping]));
    const last = isOver(session) ? refuse('session_expired') : await approvalOf(deps, session, id);
    return sendOutcome(c, last, now());
  });

  app.get('/challenges/:challenge/approval/events', async (c) => {
    const [id, session] = [challengeOf(c), c.get('session')];
    const first = await approvalOf(deps, session, id);
    if (!first.ok) return sendProblem(c, first.refusal, now());
    const gone = new AbortController();
    const signal = AbortSignal.any([c.req.raw.signal, stopping, gone.signal]);
    const told = async () => {
      const approval = isOver(session) ? null : await approvalOf(deps, session, id);
      return approval?.ok === true ? approval.value : null;
    };
    const lines = eventsOf(first.value, c.req.header('Last-Event-ID'), signal, async () => {
      await approvals.wait(id, heartbeat, signal);
      return signal.aborted ? null : told();
    });
    c.header('Content-Type', 'text/event-stream');
    c.header('X-Accel-Buffering', 'no');
    return c.body(streamOf(lines, gone));
  });

  app.get('/challenges/:challenge/scan', async (c) => {
    const outcome = await scanPicture(deps, c.get('session'), challengeOf(c));
    return sendOutcome(c, outcome, now());
  });

  app.post(
    '/challenges/:challenge/withdrawal',
    bareCommand(http, (c, remember) => withdrawChallenge(deps, c.get('session'), challengeOf(c), remember)),
  );
}

/** Null where it is none; milliseconds. */
function waitOf(seconds = '0'): number | null {
  const wait = /^[0-9]{1,2}$/.test(seconds) ? Number(seconds) * 1000 : NaN;
  return wait <= longestWait ? wait : null;
}

/** The present state, unless it is known, then comments as long as nothing happens, then the last. */
async function* eventsOf(
  first: Approval,
  known: string | undefined,
  signal: AbortSignal,
  next: () => Promise<Approval | null>,
): AsyncGenerator<string> {
  yield `retry: ${retry}\n\n`;
  let approval: Approval | null = first;
  if (approval.state !== known) yield eventOf(approval);
  while (approval.state === 'pending') {
    approval = await next();
    if (approval === null || signal.aborted) return;
    yield approval.state === 'pending' ? ': waiting\n\n' : eventOf(approval);
  }
}

const eventOf = (approval: Approval): string =>
  `event: approval\nid: ${approval.state}\ndata: ${JSON.stringify(approval)}\n\n`;

/** Ends what makes the lines when nobody reads them any more. */
function streamOf(lines: AsyncGenerator<string>, gone: AbortController): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = (await lines.next()) as IteratorResult<string, undefined>;
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: () => gone.abort(),
  });
}

function deviceRoutes(app: Hono<HttpEnv>, http: HttpDeps, challengeOf: ChallengeOf): void {
  const { deps } = http;
  const deviceOf = (c: HttpContext) => nameOf(c, http, 'OpaqueId', 'device');
  const requestOf = (c: HttpContext) => ({ device: deviceOf(c), challenge: challengeOf(c) });

  app.get('/devices/:device/requests', async (c) => {
    const outcome = await waitingRequests(deps, c.get('session'), deviceOf(c));
    return sendOutcome(c, outcome, deps.store.estimatedNow());
  });

  app.post(
    '/devices/:device/requests/:challenge/approval',
    command(http, {
      schema: 'ApprovalSubmission',
      status: 200,
      caller: 'device',
      codes: ['/code', '/number'],
      run: (c, body, remember) => approveRequest(deps, c.get('session'), { ...requestOf(c), ...body }, remember),
    }),
  );

  app.post(
    '/devices/:device/requests/:challenge/rejection',
    command(http, {
      schema: 'ApprovalRejection',
      status: 200,
      caller: 'device',
      run: (c, body, remember) => rejectRequest(deps, c.get('session'), { ...requestOf(c), ...body }, remember),
    }),
  );
}

function pushRoutes(app: Hono<HttpEnv>, http: HttpDeps): void {
  const { deps } = http;
  const deviceOf = (c: HttpContext) => nameOf(c, http, 'OpaqueId', 'device');

  app.get('/devices/:device/push-subscription', async (c) => {
    const outcome = await pushState(deps, c.get('session'), deviceOf(c));
    return sendOutcome(c, outcome, deps.store.estimatedNow());
  });

  app.post(
    '/devices/:device/push-subscription',
    command(http, {
      schema: 'PushSubscription',
      status: 200,
      caller: 'device',
      run: (c, body, remember) => subscribe(deps, c.get('session'), { ...body, device: deviceOf(c) }, remember),
    }),
  );

  app.post(
    '/devices/:device/push-subscription/removal',
    bareCommand(http, (c, remember) => unsubscribe(deps, c.get('session'), deviceOf(c), remember), 'device'),
  );
}
