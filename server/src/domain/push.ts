/** Where devices are told by Web Push that something waits for them. */

import { createHash, ECDH } from 'node:crypto';
import type { PushSubscription } from '../../generated/contract.js';

/** The services of the browsers; `*.` stands for any names before. */
export const knownPushServices: readonly string[] = [
  'fcm.googleapis.com',
  '*.push.apple.com',
  'updates.push.services.mozilla.com',
  '*.notify.windows.com',
];

/** What the device shows, and nothing that anybody else may not know: that something waits. */
export const wakePayload = JSON.stringify({ type: 'kb-otp.request' });

const longestAddress = 1024;
const curve = 'prime256v1';

/** A customer names the address, so that none but these services are ever called. */
export function isPushAddress(address: string, services: readonly string[]): boolean {
  if (address.length > longestAddress || !URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return services.some((service) =>
    service.startsWith('*.') ? hostname.endsWith(service.slice(1)) : hostname === service,
  );
}

/** Whether it is a point of P-256, as RFC 8291 has it. */
export function isPushKey(p256dh: string): boolean {
  try {
    ECDH.convertKey(p256dh, curve, 'base64url', 'base64url');
    return true;
  } catch {
    return false;
  }
}

/** By which a device knows its subscription again. */
export const subscriptionFingerprint = ({ endpoint, keys: { p256dh, auth } }: PushSubscription): string =>
  createHash('sha256').update([endpoint, p256dh, auth].join(' ')).digest('base64url');
