/** Hands messages to the host's own gateway: one POST a message, taken when it answers 2xx. */

import type { Delivery } from './delivery.js';

const timeout = 8000;

export interface WebhookConfig {
  readonly url: string;
  /** Sent as a bearer token, so that the gateway knows the caller; none when null. */
  readonly key: string | null;
}

export function createWebhook({ url, key }: WebhookConfig): Delivery {
  const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
  return {
    async deliver({ id, channel, target, text, sentAt }) {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeout),
        // The message's id lets the gateway drop a duplicate.
        headers: { 'content-type': 'application/json', 'idempotency-key': id, ...authorization },
        body: JSON.stringify({ id, channel, target, text, sentAt: new Date(sentAt).toISOString() }),
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The delivery gateway answered ${response.status}.`);
    },
  };
}
