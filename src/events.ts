import type {Grant} from './domain/contract.js';
import type {Problem} from './domain/problems.js';
import type {VerifyStep} from './flows/verify-state.js';

const passing = {bubbles: true, composed: true};

/** `otp-verified`: the customer has proved himself; `grant` is for the host's back end. */
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
  readonly step: VerifyStep;
  readonly previousStep: VerifyStep;

  constructor(step: VerifyStep, previousStep: VerifyStep) {
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

declare global {
  interface GlobalEventHandlersEventMap {
    'otp-verified': OtpVerifiedEvent;
    'otp-error': OtpErrorEvent;
    'otp-session-expired': OtpSessionExpiredEvent;
    'otp-step': OtpStepEvent;
    'otp-dismissed': OtpDismissedEvent;
  }
}
