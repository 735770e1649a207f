/**
 * Has the host's own gateway wake an app, by APNs or FCM: one POST a request, signed as Standard Webhooks has it
 * (`webhook-id`, `webhook-timestamp`, `webhook-signature`), so that its libraries check it.
 */

import { createHmac } from 'node:crypto';
import type { Wake } from './wake.js';
import { postToGateway } from './webhook.js';

export interface WakeWebhookConfig {
  readonly url: string;
  /** Of the signature. */
  readonly key: Uint8Array;
}

/** Milliseconds. */
const patience = 5000;

export function createWakeWebhook({ url, key }: WakeWebhookConfig, now: () => number = Date.now): Wake {
  return {
    async wake({ id, customer, device, expiresAt }) {
      const body = JSON.stringify({ id, customer, device, expiresAt: new Date(expiresAt).toISOString() });
      const timestamp = String(Math.floor(now() / 1000));
      const signature = createHmac('sha256', key).update([id, timestamp, body].join('.')).digest('base64');
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      };
      await postToGateway({ url, headers, body, timeout: patience });
      return 'taken';
    },
  };
}
