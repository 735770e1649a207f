import {authentication} from '../../../src/adapters/endpoint/authentication.js';
import {overHttp, type HttpEndpointOptions} from '../../../src/adapters/endpoint/http.js';
import {deviceProver} from '../../../src/adapters/device-proof.js';
import type {Endpoint} from '../../../src/ports/endpoint.js';
import {settled} from './mount.js';

export interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly headers: Headers;
}

export type Reply = Response | Error | ((request: Sent) => Response | Promise<Response>);

export interface Wire {
  readonly requests: readonly Sent[];
  readonly endpoint: Endpoint;
}

/** Puts replies, played in order (the last one again and again), in the place of the network for one test. */
export function wire(replies: readonly Reply[], options: Partial<HttpEndpointOptions> = {}): Wire {
  const requests: Sent[] = [];
  globalThis.fetch = async (input, init = {}) => {
    const url = input instanceof Request ? input.url : input.toString();
    const request = {url, init, headers: new Headers(init.headers)};
    requests.push(request);
    const reply = replies[Math.min(requests.length, replies.length) - 1];
    if (reply instanceof Error) throw reply;
    if (typeof reply === 'function') return reply(request);
    if (!reply) throw new TypeError('no reply');
    return reply.clone();
  };
  const endpoint = overHttp(authentication, {
    base: 'https://otp.example/v1',
    credentials: 'same-origin',
    timeout: 5_000,
    getSessionToken: null,
    clock: {now: () => Date.now()},
    ...options,
  });
  return {requests, endpoint};
}

/** Until what asks the network now has asked: each request looks for the key of this device before it goes out. */
export async function quiet(): Promise<void> {
  await settled();
  await deviceProver('accounts')({method: 'GET', path: 'accounts', body: '', idempotencyKey: '', now: 0});
  await settled();
}

const network = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = network;
});

export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body), {...init, headers: {'Content-Type': 'application/json', ...init.headers}});

/** A problem document as the endpoint writes it. */
export const problemAnswer = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(
    JSON.stringify({
      type: 'about:blank',
      title: '',
      status,
      traceId: 'trace-1',
      serverTime: new Date().toISOString(),
      ...body,
    }),
    {status, headers: {'Content-Type': 'application/problem+json', ...headers}},
  );

/** A reply that comes only if the caller gives up. */
export const silence = ({init: {signal}}: Sent): Promise<Response> =>
  new Promise((_, reject) => {
    const giveUp = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal?.aborted) giveUp();
    else signal?.addEventListener('abort', giveUp);
  });
