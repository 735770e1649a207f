'use client';

import '../define/otp-list.js';
import {
  OtpList as Element,
  type OtpErrorEvent,
  type OtpRemovedEvent,
  type OtpRequestEndedEvent,
  type OtpResetEvent,
  type OtpSessionExpiredEvent,
  type OtpStepEvent,
} from '../index.js';
import {component, heard} from './component.js';

/** `<otp-list>` as a React component. */
export const OtpList = component('otp-list', Element, {
  onOtpRemoved: heard<OtpRemovedEvent>('otp-removed'),
  onOtpReset: heard<OtpResetEvent>('otp-reset'),
  onOtpRequestEnded: heard<OtpRequestEndedEvent>('otp-request-ended'),
  onOtpError: heard<OtpErrorEvent>('otp-error'),
  onOtpSessionExpired: heard<OtpSessionExpiredEvent>('otp-session-expired'),
  onOtpStep: heard<OtpStepEvent>('otp-step'),
});
