/**
 * Routes for development: sign in as anybody, read the messages, look at the card, begin again. They exist only when
 * the configuration says so, and no host configures that in production.
 */

import type { Hono } from 'hono';
import { setCookie } from 'hono/cookie';
import { timestamp } from '../../domain/challenge.js';
import type { Inbox } from '../../delivery/inbox.js';
import { demoAccounts, type DemoAccount, type DemoAuthenticator } from '../../seed/demo-accounts.js';
import { demoCard } from '../../seed/seed.js';
import { issueSession } from '../../session.js';
import { sendAnswer, sendProblem } from '../responses.js';
import { readJson } from '../body.js';
import { defaultBodyLimit } from '../command.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { sessionCookie } from '../middleware/session.js';

export interface DevelopmentParts {
  readonly http: HttpDeps;
  readonly inbox: Inbox;
  /** Puts the demo accounts back to how they began. */
  readonly reset: () => Promise<void>;
}

const sessionLifetime = 8 * 60 * 60;

export function developmentRoutes(app: Hono<HttpEnv>, parts: DevelopmentParts): void {
  const { http, inbox, reset } = parts;

  app.post('/dev/sessions', (c) => openSession(http, c));

  app.get('/dev/accounts', (c) => sendAnswer(c, { status: 200, body: { accounts: demoAccounts.map(present) } }));

  app.get('/dev/inbox', (c) => {
    const messages = inbox.messages(c.req.query('account') ?? '');
    const body = { messages: messages.map((message) => ({ ...message, sentAt: timestamp(message.sentAt) })) };
    return sendAnswer(c, { status: 200, body });
  });

  app.get('/dev/wakes', (c) => {
    const wakes = inbox.wakes(c.req.query('customer') ?? '', http.deps.store.estimatedNow());
    const body = { wakes: wakes.map(({ id, device, expiresAt }) => ({ id, device, expiresAt: timestamp(expiresAt) })) };
    return sendAnswer(c, { status: 200, body });
  });

  app.get('/dev/matrix-card', (c) => {
    const account = findCard(c.req.query('account'));
    if (account === undefined) return sendProblem(c, { code: 'not_found' }, http.deps.store.estimatedNow());
    return sendAnswer(c, { status: 200, body: { account, cells: demoCard(account) } });
  });

  app.post('/dev/reset', async (c) => {
    await reset();
    inbox.clear();
    return c.body(null, 204);
  });
}

async function openSession({ deps, sessionKey, sessions }: HttpDeps, c: HttpContext): Promise<Response> {
  const now = deps.store.estimatedNow();
  const read = await readJson(c.req.raw, defaultBodyLimit);
  if (!read.ok) return sendProblem(c, read.refusal, now);
  const customer = (read.value.value as { customer?: unknown } | null)?.customer;
  if (typeof customer !== 'string' || customer === '') {
    return sendProblem(c, { code: 'invalid_request', detail: 'customer must be a string.' }, now);
  }
  const token = await issueSession({ ...sessions, customer, sessionKey, ttl: sessionLifetime, now });
  setCookie(c, sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'Strict', maxAge: sessionLifetime });
  return sendAnswer(c, { status: 200, body: { token } });
}

function findCard(number: string | undefined): string | undefined {
  const has = ({ authenticators }: DemoAccount) => authenticators.some(({ kind }) => kind === 'matrix');
  return demoAccounts.find((demo) => demo.account === number && has(demo))?.account;
}

function present({ account, customer, holder, title, derivatives, authenticators }: DemoAccount) {
  return { account, customer, holder, title, derivatives, methods: authenticators.map(presentMethod) };
}

function presentMethod({ kind, target, source, totp, secret }: DemoAuthenticator) {
  return { kind, target, source, totp, ...(secret?.kind === 'card' ? {} : { secret }) };
}
