import type {OtpDeniedEvent} from './denied-event.js';
import type {Grant} from './domain/contract.js';
import type {Problem} from './domain/problems.js';
import type {CancelStep} from './flows/cancel-state.js';
import type {EnrollStep} from './flows/enroll-state.js';
import type {ListStep} from './flows/list-state.js';
import type {SynchronizeStep} from './flows/synchronize-state.js';
import type {VerifyStep} from './flows/verify-state.js';
import type {OtpRequestEndedEvent} from './request-ended-event.js';
import type {OtpSubmitEvent} from './submit-event.js';

/** A screen of any of the elements. */
export type Step = VerifyStep | EnrollStep | ListStep | CancelStep | SynchronizeStep;

const passing = {bubbles: true, composed: true};

/** `otp-verified`: the customer has proved who they are; `grant` is for the host's back end. */
export class OtpVerifiedEvent extends Event {
  readonly grant: Grant;
  /** No code was asked for: an earlier proof of this session covers the purpose. */
  readonly reused: boolean;

  constructor(grant: Grant, reused: boolean) {
    super('otp-verified', passing);
    this.grant = grant;
    this.reused = reused;
  }
}

/** `otp-error`: something went wrong. The customer has been told already; the problem holds no secret. */
export class OtpErrorEvent extends Event {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super('otp-error', passing);
    this.problem = problem;
  }
}

/** `otp-session-expired`: the endpoint no longer knows the host's session. Sign in again, then call `restart()`. */
export class OtpSessionExpiredEvent extends Event {
  constructor() {
    super('otp-session-expired', passing);
  }
}

/** `otp-step`: the screen has changed. */
export class OtpStepEvent extends Event {
  readonly step: Step;
  readonly previousStep: Step;

  constructor(step: Step, previousStep: Step) {
    super('otp-step', passing);
    this.step = step;
    this.previousStep = previousStep;
  }
}

/** `otp-dismissed`: the customer has left the authentication without finishing it. */
export class OtpDismissedEvent extends Event {
  constructor() {
    super('otp-dismissed', passing);
  }
}

/** `otp-enrolled`: the accounts are on KB-OTP and this device makes their codes. */
export class OtpEnrolledEvent extends Event {
  readonly accounts: readonly string[];

  constructor(accounts: readonly string[]) {
    super('otp-enrolled', passing);
    this.accounts = accounts;
  }
}

/** `otp-list-requested`: the customer wants to see the List of KB-OTP. */
export class OtpListRequestedEvent extends Event {
  /** The challenge that waits for them there (`request` of `<otp-list>`); empty where none does. */
  readonly request: string;

  constructor(request = '') {
    super('otp-list-requested', passing);
    this.request = request;
  }
}

/** `otp-cancelled`: the account has left KB-OTP and is on its previous method again. */
export class OtpCancelledEvent extends Event {
  readonly account: string;
  /** Whether this device has forgotten the account too; its codes count no more either way. */
  readonly cleaned: boolean;

  constructor(account: string, cleaned: boolean) {
    super('otp-cancelled', passing);
    this.account = account;
    this.cleaned = cleaned;
  }
}

/** `otp-synchronized`: the derivatives trading account has taken KB-OTP over from its base account. */
export class OtpSynchronizedEvent extends Event {
  /** The base account. */
  readonly account: string;

  constructor(account: string) {
    super('otp-synchronized', passing);
    this.account = account;
  }
}

/** `otp-enroll-requested`: the customer wants to register KB-OTP. */
export class OtpEnrollRequestedEvent extends Event {
  constructor() {
    super('otp-enroll-requested', passing);
  }
}

/**
 * `otp-done`: the customer has read how it ended, and wants on. Unless the default is prevented, the element starts
 * over.
 */
export class OtpDoneEvent extends Event {
  constructor() {
    super('otp-done', {...passing, cancelable: true});
  }
}

/** `otp-removed`: an account has left this device. */
export class OtpRemovedEvent extends Event {
  readonly account: string;

  constructor(account: string) {
    super('otp-removed', passing);
    this.account = account;
  }
}

/** `otp-reset`: the KB-OTP password was reset; every account has left this device. */
export class OtpResetEvent extends Event {
  readonly accounts: readonly string[];

  constructor(accounts: readonly string[]) {
    super('otp-reset', passing);
    this.accounts = accounts;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'otp-submit': OtpSubmitEvent;
    'otp-verified': OtpVerifiedEvent;
    'otp-denied': OtpDeniedEvent;
    'otp-error': OtpErrorEvent;
    'otp-session-expired': OtpSessionExpiredEvent;
    'otp-step': OtpStepEvent;
    'otp-dismissed': OtpDismissedEvent;
    'otp-enrolled': OtpEnrolledEvent;
    'otp-list-requested': OtpListRequestedEvent;
    'otp-cancelled': OtpCancelledEvent;
    'otp-synchronized': OtpSynchronizedEvent;
    'otp-enroll-requested': OtpEnrollRequestedEvent;
    'otp-done': OtpDoneEvent;
    'otp-removed': OtpRemovedEvent;
    'otp-reset': OtpResetEvent;
    'otp-request-ended': OtpRequestEndedEvent;
  }
}
