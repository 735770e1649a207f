import {OtpVerify} from '../elements/otp-verify/otp-verify.js';
import type {
  OtpDismissedEvent,
  OtpErrorEvent,
  OtpSessionExpiredEvent,
  OtpStepEvent,
  OtpVerifiedEvent,
} from '../events.js';
import {define} from './define.js';

define('otp-verify', OtpVerify);

declare global {
  interface HTMLElementTagNameMap {
    'otp-verify': OtpVerify;
  }
  interface GlobalEventHandlersEventMap {
    'otp-verified': OtpVerifiedEvent;
    'otp-error': OtpErrorEvent;
    'otp-session-expired': OtpSessionExpiredEvent;
    'otp-step': OtpStepEvent;
    'otp-dismissed': OtpDismissedEvent;
  }
}
