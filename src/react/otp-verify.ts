'use client';

import '../define/otp-verify.js';
import {
  OtpVerify as Element,
  type OtpCancelledEvent,
  type OtpDismissedEvent,
  type OtpErrorEvent,
  type OtpSessionExpiredEvent,
  type OtpStepEvent,
  type OtpVerifiedEvent,
} from '../index.js';
import {component, heard} from './component.js';

interface OfForm {
  /** Under which a form submits the grant's token. */
  readonly name?: string;
}

const events = {
  onOtpVerified: heard<OtpVerifiedEvent>('otp-verified'),
  onOtpError: heard<OtpErrorEvent>('otp-error'),
  onOtpSessionExpired: heard<OtpSessionExpiredEvent>('otp-session-expired'),
  onOtpStep: heard<OtpStepEvent>('otp-step'),
  onOtpDismissed: heard<OtpDismissedEvent>('otp-dismissed'),
  onOtpCancelled: heard<OtpCancelledEvent>('otp-cancelled'),
};

/** `<otp-verify>` as a React component. */
export const OtpVerify = component<Element, typeof events, OfForm>('otp-verify', Element, events);
