'use client';

import '../define/otp-enroll.js';
import {
  OtpEnroll as Element,
  type OtpDismissedEvent,
  type OtpDoneEvent,
  type OtpEnrolledEvent,
  type OtpErrorEvent,
  type OtpListRequestedEvent,
  type OtpSessionExpiredEvent,
  type OtpStepEvent,
  type OtpSynchronizedEvent,
} from '../index.js';
import {component, heard} from './component.js';

/** `<otp-enroll>` as a React component. */
export const OtpEnroll = component('otp-enroll', Element, {
  onOtpEnrolled: heard<OtpEnrolledEvent>('otp-enrolled'),
  onOtpSynchronized: heard<OtpSynchronizedEvent>('otp-synchronized'),
  onOtpListRequested: heard<OtpListRequestedEvent>('otp-list-requested'),
  onOtpDone: heard<OtpDoneEvent>('otp-done'),
  onOtpError: heard<OtpErrorEvent>('otp-error'),
  onOtpSessionExpired: heard<OtpSessionExpiredEvent>('otp-session-expired'),
  onOtpStep: heard<OtpStepEvent>('otp-step'),
  onOtpDismissed: heard<OtpDismissedEvent>('otp-dismissed'),
});
