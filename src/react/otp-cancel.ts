'use client';

import '../define/otp-cancel.js';
import {
  OtpCancel as Element,
  type OtpCancelledEvent,
  type OtpDismissedEvent,
  type OtpDoneEvent,
  type OtpEnrollRequestedEvent,
  type OtpErrorEvent,
  type OtpSessionExpiredEvent,
  type OtpStepEvent,
} from '../index.js';
import {component, heard} from './component.js';

/** `<otp-cancel>` as a React component. */
export const OtpCancel = component('otp-cancel', Element, {
  onOtpCancelled: heard<OtpCancelledEvent>('otp-cancelled'),
  onOtpEnrollRequested: heard<OtpEnrollRequestedEvent>('otp-enroll-requested'),
  onOtpDone: heard<OtpDoneEvent>('otp-done'),
  onOtpError: heard<OtpErrorEvent>('otp-error'),
  onOtpSessionExpired: heard<OtpSessionExpiredEvent>('otp-session-expired'),
  onOtpStep: heard<OtpStepEvent>('otp-step'),
  onOtpDismissed: heard<OtpDismissedEvent>('otp-dismissed'),
});
