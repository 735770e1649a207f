/** Hears the elements of this page, wherever in it they stand. */

import type {
  OtpDeniedEvent,
  OtpEnrolledEvent,
  OtpErrorEvent,
  OtpRemovedEvent,
  OtpResetEvent,
  OtpStepEvent,
  OtpVerifiedEvent,
} from '../../../src/index.js';

/** An event as the monitor shows it. */
export interface Told {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The channel of the element. */
  readonly channel: string;
  /** Its tag. */
  readonly element: string;
  readonly name: string;
  readonly detail: string;
}

type Describe = (event: Event) => string;

const silent = () => '';

/** Every event with what may be said about it. */
const descriptions: Readonly<Record<string, Describe>> = {
  'otp-step': (event) => `${(event as OtpStepEvent).previousStep} → ${(event as OtpStepEvent).step}`,
  'otp-verified': (event) => describeGrant(event as OtpVerifiedEvent),
  'otp-denied': (event) => (event as OtpDeniedEvent).reason,
  'otp-error': (event) => describeProblem(event as OtpErrorEvent),
  'otp-enrolled': (event) => (event as OtpEnrolledEvent).accounts.join(', '),
  'otp-removed': (event) => (event as OtpRemovedEvent).account,
  'otp-reset': (event) => (event as OtpResetEvent).accounts.join(', '),
  'otp-cancelled': silent,
  'otp-synchronized': silent,
  'otp-session-expired': silent,
  'otp-dismissed': silent,
  'otp-list-requested': silent,
  'otp-enroll-requested': silent,
};

export function onElementEvent(listener: (told: Told) => void): void {
  for (const [name, describe] of Object.entries(descriptions))
    document.addEventListener(name, (event) => {
      const element = event.composedPath().find((target) => target instanceof HTMLElement);
      // An element within an element has it as a property only.
      const {channel = ''} = (element ?? {}) as {channel?: string};
      listener({at: Date.now(), channel, element: element?.localName ?? '', name, detail: describe(event)});
    });
}

const describeGrant = ({grant, reused}: OtpVerifiedEvent) =>
  `${grant.purpose} · ${grant.method}${reused ? ' · reused' : ''}`;

const describeProblem = ({problem: {code, attemptsLeft}}: OtpErrorEvent) =>
  attemptsLeft === undefined ? code : `${code} · attemptsLeft ${attemptsLeft}`;
