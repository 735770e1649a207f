/** Who asks: the customer's session, or the host's back end. */

import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { sendProblem } from '../responses.js';
import type { HttpContext, HttpEnv, HttpDeps } from '../context.js';
import { credentialOf, type ServiceScope } from '../../service-credentials.js';
import type { Gate } from './limits.js';

export const sessionCookie = 'kb_session';
const bearer = /^Bearer +([^\s]+) *$/i;

export function requireSession(
  { deps, readSession }: HttpDeps,
  { anonymous, addressOf }: Gate,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const now = deps.store.estimatedNow();
    const byHeader = bearerToken(c);
    const token = byHeader ?? getCookie(c, sessionCookie);
    const session = token === undefined ? null : await readSession(token, now);
    if (session === null) {
      return (await anonymous(c)) ?? sendProblem(c, { code: 'session_expired', detail: why(token) }, now);
    }
    c.set('session', { ...session, from: addressOf(c) });
    c.set('byCookie', byHeader === undefined);
    return next();
  };
}

export function requireServiceKey(
  { deps, serviceCredentials }: HttpDeps,
  { anonymous }: Gate,
  scope: ServiceScope,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const credential = credentialOf(bearerToken(c) ?? '', serviceCredentials);
    if (credential?.scopes.includes(scope) === true) {
      c.set('credential', credential.name);
      return next();
    }
    const detail = credential ? `The service key has not the scope ${scope}.` : 'The service key is missing or wrong.';
    const refusal = { code: 'session_expired', detail } as const;
    return (await anonymous(c)) ?? sendProblem(c, refusal, deps.store.estimatedNow());
  };
}

function why(token: string | undefined): string {
  return token === undefined
    ? `There is no session: neither a bearer token nor the cookie ${sessionCookie}.`
    : 'The session token is over, or not signed with a key of this endpoint, or not meant for it.';
}

function bearerToken(c: HttpContext): string | undefined {
  return bearer.exec(c.req.header('Authorization') ?? '')?.[1];
}
