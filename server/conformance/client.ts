/** Speaks to the endpoint as pages and back ends do, and keeps every answer for the checks that read them all. */

import { randomUUID } from 'node:crypto';
import { fetchFault } from '../src/fetch-fault.js';
import type { ConformanceConfig } from './config.js';

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
}

export interface Reply {
  readonly method: string;
  /** Below the base address, without a query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON of the answer; undefined where it has none. */
  readonly body: unknown;
  /** The code that was sent, if one was. */
  readonly sentCode: string | undefined;
}

/** Who asks: nobody has no session. */
export type Party = 'customer' | 'other' | 'back-end' | 'nobody';

export interface Ask {
  readonly as?: Party;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** The Idempotency-Key; null for none. By itself one that was never used. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client {
  /** The endpoint's. */
  readonly origin: string;
  send(method: string, path: string, ask?: Ask): Promise<Reply>;
  /** How far the endpoint's clock is ahead of this machine's, in milliseconds. */
  drift(): number;
  /** Epoch milliseconds by the endpoint's clock, as its last answer told it. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
  readonly replies: readonly Reply[];
}

/** The endpoint could not be asked at all: no connection, no answer within half a minute. */
export class Unreachable extends Error {}

const longestAnswer = 30_000;
/** A limit that holds longer than this is told, not waited for. */
const longestWait = 120;

export function createClient(
  endpoint: string,
  config: ConformanceConfig,
  { fetch, clock }: { readonly fetch: (request: Request) => Promise<Response>; readonly clock: Clock },
): Client {
  const replies: Reply[] = [];
  let offset = 0;

  const headersOf: Readonly<Record<Party, Readonly<Record<string, string>>>> = {
    customer: config.session,
    other: config.otherSession ?? {},
    'back-end': config.backEnd ?? {},
    nobody: {},
  };

  async function send(method: string, path: string, ask: Ask = {}): Promise<Reply> {
    const reply = await once(method, path, ask);
    const wait = retryAfter(reply);
    if (wait === undefined || wait > longestWait) return reply;
    await clock.wait((wait + 1) * 1000);
    return once(method, path, ask);
  }

  async function once(method: string, path: string, ask: Ask): Promise<Reply> {
    const response = await fetched(requestOf(method, path, ask));
    const text = await response.text();
    const reply: Reply = {
      method,
      path: path.split('?')[0] ?? path,
      status: response.status,
      headers: response.headers,
      text,
      body: jsonOf(text),
      sentCode: fieldOf(ask.body, 'code'),
    };
    const told = Date.parse(fieldOf(reply.body, 'serverTime') ?? '');
    if (!Number.isNaN(told)) offset = told - clock.now();
    replies.push(reply);
    return reply;
  }

  async function fetched(request: Request, again = false): Promise<Response> {
    try {
      return await fetch(request);
    } catch (error) {
      // The connection was kept and the server had ended it meanwhile (RFC 9112, 9.3.1).
      if (request.method === 'GET' && isReset(error) && !again) return fetched(request.clone(), true);
      throw new Unreachable(`${request.method} ${new URL(request.url).pathname}: ${fetchFault(error)}`);
    }
  }

  function requestOf(method: string, path: string, { as = 'customer', body, key, headers = {} }: Ask): Request {
    const all = new Headers(headersOf[as]);
    if (method === 'POST' && key !== null) all.set('idempotency-key', key ?? randomUUID());
    if (body !== undefined) all.set('content-type', 'application/json');
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const signal = AbortSignal.timeout(longestAnswer);
    return new Request(`${endpoint}${path}`, {
      method,
      headers: all,
      redirect: 'manual',
      signal,
      ...(text === undefined ? {} : { body: text }),
    });
  }

  return {
    origin: new URL(endpoint).origin,
    send,
    drift: () => offset,
    now: () => clock.now() + offset,
    wait: (milliseconds) => clock.wait(milliseconds),
    replies,
  };
}

/** A field of a JSON object, where it is a text. */
export function fieldOf(body: unknown, name: string): string | undefined {
  const value = (body as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
}

function retryAfter({ status, body, headers }: Reply): number | undefined {
  if (status !== 429) return undefined;
  const told = (body as { readonly retryAfter?: unknown } | undefined)?.retryAfter ?? headers.get('retry-after') ?? NaN;
  const seconds = Number(told);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isReset = (error: unknown): boolean => ['ECONNRESET', 'UND_ERR_SOCKET'].includes(fetchFault(error));
