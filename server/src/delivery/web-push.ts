/** Wakes browsers: Web Push (RFC 8030), encrypted to the browser (RFC 8291), signed by the endpoint (RFC 8292). */

import { createECDH } from 'node:crypto';
import { wakePayload } from '../domain/push.js';
import { DeliveryRefused } from './delivery.js';
import { postToPublic, type PushRequest, type PushTransport } from './push-transport.js';
import { WakeLater, type Wake } from './wake.js';

export interface WebPushConfig {
  /** The private key, 32 bytes in base64url (VAPID). */
  readonly key: string;
  /** Whom the push services write to when something is wrong: a `mailto:` or `https:` address. */
  readonly subject: string;
  /** Hosts of the push services; see `domain/push.ts`. */
  readonly services: readonly string[];
  /** For tests. */
  readonly transport?: PushTransport;
}

/** The public half of a key, which browsers subscribe with. */
export function applicationServerKey(key: string): string {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(key, 'base64url');
  return pair.getPublicKey('base64url');
}

/** Of two that have not been fetched the service keeps the later. */
const topic = 'kb-otp-request';

export function createWebPush({ key, subject, transport = postToPublic }: WebPushConfig): Wake {
  // Not at the first request, for which somebody waits.
  const loaded = import('web-push');
  const vapidDetails = { subject, publicKey: applicationServerKey(key), privateKey: key };
  return {
    async wake({ subscription, ttl }) {
      if (subscription === null) return 'nobody';
      const { default: library } = await loaded;
      const { endpoint, keys } = subscription;
      const options = { vapidDetails, TTL: ttl, urgency: 'high', topic, contentEncoding: 'aes128gcm' } as const;
      const { headers, body } = library.generateRequestDetails({ endpoint, keys }, wakePayload, options);
      const request: PushRequest = { url: endpoint, headers: textOf(headers), body };
      return judge(await transport(request));
    },
  };
}

const textOf = (headers: object): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** The subscription is over: RFC 8030, 7.3. */
const gone: readonly number[] = [404, 410];
/** It may be taken another time. */
const passing: readonly number[] = [408, 425, 429];

function judge({ status, retryAfter }: Awaited<ReturnType<PushTransport>>): 'taken' | 'gone' {
  if (status >= 200 && status < 300) return 'taken';
  if (gone.includes(status)) return 'gone';
  const said = `The push service answered ${status}.`;
  if (status < 500 && !passing.includes(status)) throw new DeliveryRefused(said, { isFinal: true });
  if (retryAfter !== null) throw new WakeLater(said, retryAfter);
  throw new DeliveryRefused(said);
}
