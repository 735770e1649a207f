import {isGrant} from './answers.js';
import type {Approval} from './contract.js';
import {object, oneOf, optional, text, timestamp} from './shapes.js';

/** What the customer's own device has made of a challenge. */
export const isApproval = object<Approval>({
  state: oneOf('pending', 'approved', 'denied', 'expired', 'locked'),
  number: optional(text(/^\d\d$/)),
  reason: optional(oneOf('changed-mind', 'not-me')),
  grant: optional(isGrant),
  expiresAt: timestamp,
  serverTime: timestamp,
});
