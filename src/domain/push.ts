import type {PushState, PushSubscription} from './contract.js';
import type {Language} from './language.js';
import type {Problem} from './problems.js';
import {object, optional, text, timestamp, type Shape} from './shapes.js';

/**
 * What became of having this browser told, or told no more, that something waits for the customer. `refused`: the
 * customer has forbidden notifications here, and only the browser's settings change that. `undecided`: they have left
 * the browser's question unanswered, or the press that it needs was too long ago; ask at the next press.
 * `not-supported`: this browser has no Web Push, nor has an app's web view. `not-offered`: the endpoint wakes no
 * browser. `other-sender`: the registration is subscribed under a key of somebody else's; give one of another scope.
 * `no-list`: this device has no List of KB-OTP.
 */
export type PushOutcome =
  | {
      readonly type:
        | 'registered'
        | 'removed'
        | 'refused'
        | 'undecided'
        | 'not-supported'
        | 'not-offered'
        | 'other-sender'
        | 'no-list';
    }
  | {readonly type: 'problem'; readonly problem: Problem};

/** That the customer wants to be told, and by what; kept beside the list, and gone with it. No secret. */
export interface PushNote {
  readonly device: string;
  /** Of the service worker's registration: a URL. */
  readonly scope: string;
  /** What the browser was subscribed with; P-256, uncompressed, base64url. */
  readonly key: string;
  /** Of what the customer is told in. */
  readonly language: Language;
}

const key = text(/^B[\w-]{86}$/);

export const isPushState = object<PushState>({
  applicationServerKey: optional(key),
  subscription: optional(text(/^[\w-]{43}$/)),
  serverTime: timestamp,
});

const unseen: Shape<number | null | undefined> = (_value): _value is number | null | undefined => true;

export const isPushSubscription = object<PushSubscription>({
  endpoint: text(/^https:\/\/[!-~]{1,1016}$/),
  expirationTime: unseen,
  keys: object<PushSubscription['keys']>({p256dh: key, auth: text(/^[\w-]{22}$/)}),
});
