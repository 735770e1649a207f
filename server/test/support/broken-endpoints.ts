/** The reference endpoint, broken in one place each: what the conformance suite must find, and find there alone. */

import { codeBreaks } from './broken/codes.js';
import { type Exchange, type Json, type Break, bodyOf, asksChallenge, claimsOf, type Fetch } from './broken/fault.js';
import { grantBreaks } from './broken/grants.js';
import { requestBreaks } from './broken/requests.js';
import { sessionGrantBreaks } from './broken/session-grants.js';
import { origin, type TestEndpoint } from './endpoint.js';

export const breaks: readonly Break[] = [...requestBreaks, ...codeBreaks, ...grantBreaks, ...sessionGrantBreaks];

/** The endpoint behind `fetch`, broken as the variant says. */
export function brokenBy(variant: string, fetch: Fetch, on: TestEndpoint): Fetch {
  const fault = breaks.find((each) => each.variant === variant)?.fault;
  if (fault === undefined) throw new RangeError(`No endpoint ${variant}.`);
  const memory = new Map<string, unknown>();
  const firstSeen = new Map<string, number>();
  let turn = 0;

  return async (request) => {
    const started = turn++;
    const { pathname, search } = new URL(request.url);
    const path = pathname.replace('/v1', '');
    const text = await request.text();
    const exchange: Exchange = {
      on,
      method: request.method,
      path,
      body: parsed(text),
      headers: request.headers,
      memory,
      async pass({ body, headers = {}, path: other = path } = {}) {
        const all = new Headers(request.headers);
        for (const [name, value] of Object.entries(headers)) all.set(name, value);
        const sent = body === undefined ? text : JSON.stringify(body);
        const init = { method: request.method, headers: all, ...(sent === '' ? {} : { body: sent }) };
        const response = await fetch(new Request(`${origin}/v1${other}${search}`, init));
        const { id, account } = await bodyOf(response);
        if (asksChallenge(exchange) && response.ok) memory.set(`account of ${String(id)}`, account);
        return response;
      },
      overlaps: (kind) => started < (firstSeen.get(kind) ?? -1),
    };
    if (claimsOf(exchange)['sub'] === 'demo') memory.set('own session', request.headers.get('authorization'));
    const response = await fault(exchange);
    for (const kind of memory.keys()) if (!firstSeen.has(kind)) firstSeen.set(kind, turn);
    return response;
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}
