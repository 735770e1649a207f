'use client';

import '../define/otp-verify.js';
import {
  OtpVerify as Element,
  type OtpCancelledEvent,
  type OtpDeniedEvent,
  type OtpDismissedEvent,
  type OtpErrorEvent,
  type OtpListRequestedEvent,
  type OtpSessionExpiredEvent,
  type OtpStepEvent,
  type OtpSubmitEvent,
  type OtpVerifiedEvent,
} from '../index.js';
import {component, heard} from './component.js';

/** `<otp-verify>` as a React component. */
export const OtpVerify = component('otp-verify', Element, {
  onOtpSubmit: heard<OtpSubmitEvent>('otp-submit'),
  onOtpVerified: heard<OtpVerifiedEvent>('otp-verified'),
  onOtpDenied: heard<OtpDeniedEvent>('otp-denied'),
  onOtpError: heard<OtpErrorEvent>('otp-error'),
  onOtpSessionExpired: heard<OtpSessionExpiredEvent>('otp-session-expired'),
  onOtpStep: heard<OtpStepEvent>('otp-step'),
  onOtpDismissed: heard<OtpDismissedEvent>('otp-dismissed'),
  onOtpListRequested: heard<OtpListRequestedEvent>('otp-list-requested'),
  onOtpCancelled: heard<OtpCancelledEvent>('otp-cancelled'),
});
