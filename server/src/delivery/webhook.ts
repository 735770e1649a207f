/** Hands messages to the host's own gateway: one POST a message, taken when it answers 2xx. */

import { inChild, traceHeaders } from '../trace.js';
import { DeliveryRefused, type Delivery } from './delivery.js';

const attributes = { 'http.request.method': 'POST', 'kb_otp.peer': 'delivery-gateway' };
/** Milliseconds. */
const usualTimeout = 8000;

export interface WebhookConfig {
  readonly url: string;
  /** Sent as a bearer token, so that the gateway knows the caller; none when null. */
  readonly key: string | null;
  /** Milliseconds until an answer is given up. */
  readonly timeout?: number;
}

export function createWebhook({ url, key, timeout = usualTimeout }: WebhookConfig): Delivery {
  const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
  return {
    deliver: ({ id, channel, target, text, sentAt }) =>
      inChild('POST delivery gateway', attributes, () =>
        postToGateway({
          url,
          timeout,
          // The message's id lets the gateway drop a duplicate.
          headers: { 'idempotency-key': id, ...authorization },
          body: JSON.stringify({ id, channel, target, text, sentAt: new Date(sentAt).toISOString() }),
        }),
      ),
  };
}

export interface GatewayRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
  /** Milliseconds until an answer is given up. */
  readonly timeout: number;
}

/** Resolves when the gateway answers 2xx. @throws as {@link Delivery.deliver} does */
export async function postToGateway({ url, headers, body, timeout }: GatewayRequest): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
    headers: { 'content-type': 'application/json', ...headers, ...traceHeaders() },
    body,
  }).catch(throwKnown);
  await response.body?.cancel();
  if (response.ok) return;
  const answer = `The delivery gateway answered ${response.status}.`;
  const { status } = response;
  throw isRefusal(status) ? new DeliveryRefused(answer, { isFinal: !passing.includes(status) }) : new Error(answer);
}

/** Not those by which a gateway says that it had no time for the request, or has it already. */
const undecided: readonly number[] = [408, 409];

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && !undecided.includes(status);
}

/** Refusals that say nothing of the message: the caller's key or address is wrong for now, or it asks too often. */
const passing: readonly number[] = [401, 403, 404, 405, 407, 421, 425, 429];

/** What keeps a connection from coming about: then nothing was sent. */
const unconnected: readonly unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

function throwKnown(error: unknown): never {
  const { cause } = error as { cause?: { code?: unknown } };
  if (!unconnected.includes(cause?.code)) throw error;
  throw new DeliveryRefused('The delivery gateway could not be reached.', { cause: error });
}
