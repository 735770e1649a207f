/** The variables that say how devices are woken. */

import * as v from 'valibot';
import { knownPushServices } from './domain/push.js';
import { isPrivateKey } from './scan-keys.js';
import { bytesOf, fewestBytes, isSecureUrl, isVaried } from './variable-forms.js';

/** A private key of P-256 (VAPID). */
export const vapidKey = v.optional(
  v.pipe(
    v.string(),
    v.check(
      isVapidKey,
      'must be a private key of P-256: 32 bytes in base64url, as `npx web-push generate-vapid-keys` makes them.',
    ),
  ),
);

function isVapidKey(key: string): boolean {
  const bytes = Buffer.from(key, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === key && isPrivateKey(bytes);
}

export const contact = v.optional(
  v.pipe(
    v.string(),
    v.check((given) => /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(given), 'must be a mailto: or https: address.'),
  ),
);

export const pushServices = v.pipe(
  v.optional(v.string(), knownPushServices.join(',')),
  v.transform((list) => list.split(',').map((each) => each.trim())),
  v.check(
    (list) => list.every((each) => /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(each) && /[a-z-][a-z0-9-]*$/.test(each)),
    'must list hosts such as fcm.googleapis.com or *.push.apple.com, with commas.',
  ),
);

export const wakeUrl = v.optional(
  v.pipe(v.string(), v.check(isSecureUrl, 'must be an https address (http on this machine only).')),
);

const signingMark = 'whsec_';

/** As Standard Webhooks has it. */
export const signingKey = v.optional(
  v.pipe(
    v.string(),
    v.check(
      (given) => given.startsWith(signingMark) && isSigningKey(given.slice(signingMark.length)),
      'must be whsec_ and 24 to 64 random bytes in base64, as of `openssl rand -base64 32`.',
    ),
    v.transform((given) => bytesOf(given.slice(signingMark.length))),
  ),
);

function isSigningKey(base64: string): boolean {
  const bytes = bytesOf(base64);
  return (
    bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === base64 && isVaried([...bytes], fewestBytes)
  );
}
