/** The host's login, without the login: whoever opens the demo is the demo's customer. */

import {demoCustomer, issueSession, type EndpointConfig} from '../server/src/index.js';

const COOKIE = 'kb_session';
const LIFETIME_SECONDS = 8 * 60 * 60;

/** Signs in: the session that the endpoint reads, in a cookie that no script can. */
export async function signIn({
  sessionKey,
  sessions,
}: Pick<EndpointConfig, 'sessionKey' | 'sessions'>): Promise<Response> {
  const token = await issueSession({...sessions, customer: demoCustomer, sessionKey, ttl: LIFETIME_SECONDS});
  return answer(`${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${LIFETIME_SECONDS}`);
}

export const signOut = (): Response => answer(`${COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`);

const answer = (cookie: string) =>
  new Response(null, {status: 204, headers: {'Set-Cookie': cookie, 'Cache-Control': 'no-store'}});
