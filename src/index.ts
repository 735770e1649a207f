export {OtpVerify} from './elements/otp-verify/otp-verify.js';
export {OtpDismissedEvent, OtpErrorEvent, OtpSessionExpiredEvent, OtpStepEvent, OtpVerifiedEvent} from './events.js';
export type {Channel} from './domain/channels.js';
export type {Problem, Result} from './domain/problems.js';
export type {AuthenticationQuery, CallOptions, Endpoint} from './ports/endpoint.js';
export type {VerifyStep} from './flows/verify-state.js';
export type * from './domain/contract.js';
