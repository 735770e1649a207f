/**
 * Stands between the page and the network: plays a lost or a slow one, and tells the monitor what passes.
 * Importing it puts it into `fetch`, which the element calls like any other script of the page.
 */

import {maskJson} from './masking.js';

export interface Exchange {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** HTTP status, or null when no answer came. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** Bodies with their secrets masked; null when there was none or it was no JSON. */
  readonly sent: unknown;
  readonly received: unknown;
}

export type Condition = 'normal' | 'slow' | 'offline';

/** Milliseconds that a slow network adds to each request. */
const SLOWNESS = 2500;

const watched = /^\/(otp\/v1|api\/(orders|order-lists|transfers))/;

let condition: Condition = 'normal';
/** Ends what is under way when the network is lost. */
let line = new AbortController();
const listeners = new Set<(exchange: Exchange) => void>();

export const onExchange = (listener: (exchange: Exchange) => void): void => void listeners.add(listener);

export const networkCondition = (): Condition => condition;

export function setCondition(next: Condition): void {
  const previous = condition;
  condition = next;
  if (next === 'offline') line.abort();
  else if (line.signal.aborted) line = new AbortController();
  if (previous === 'offline' && next !== 'offline') window.dispatchEvent(new Event('online'));
  if (previous !== 'offline' && next === 'offline') window.dispatchEvent(new Event('offline'));
}

const isOnline = () => Reflect.get(Navigator.prototype, 'onLine', navigator) === true;
Object.defineProperty(navigator, 'onLine', {get: () => condition !== 'offline' && isOnline()});

const fetchForReal = window.fetch.bind(window);

/** For what plays around the page: never slow, never lost, never told to the monitor. */
export const quietFetch = fetchForReal;

window.fetch = async (input, init) => {
  const request = new Request(input, init);
  const {pathname, search} = new URL(request.url);
  if (!watched.test(pathname)) return fetchForReal(request);
  const start = performance.now();
  const sent = request.body ? maskJson(await request.clone().text(), 'sent') : null;
  const tell = (status: number | null, received: unknown) => {
    const milliseconds = Math.round(performance.now() - start);
    const path = pathname + search;
    const exchange = {at: Date.now(), method: request.method, path, status, milliseconds, sent, received};
    for (const listener of listeners) listener(exchange);
  };
  try {
    await travel(request.signal);
    const response = await fetchForReal(request, {signal: AbortSignal.any([request.signal, line.signal])});
    // Read to its end, a stream would reach the page when it is over.
    if (response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
      tell(response.status, null);
      return response;
    }
    const text = await response.text();
    tell(response.status, maskJson(text, 'received'));
    return new Response(text === '' ? null : text, response);
  } catch (error) {
    tell(null, null);
    throw isOffline() ? lostNetwork() : error;
  }
};

const isOffline = () => condition === 'offline';

const lostNetwork = () => new TypeError('Failed to fetch');

/** What the network does before a request has left. */
async function travel(signal: AbortSignal): Promise<void> {
  if (isOffline()) throw lostNetwork();
  if (condition === 'slow') await pause(SLOWNESS, signal);
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError'));
    });
  });
