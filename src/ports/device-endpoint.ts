import type {
  ApprovalAnswer,
  ApprovalReason,
  ApprovalRequests,
  ApprovalSubmission,
  Device,
  DeviceKey,
  Enrolment,
  EnrolmentProofs,
  EnrolmentProofsRequest,
  EnrolmentRequest,
  EnrolmentState,
  PushState,
  PushSubscription,
  Unlock,
} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';
import type {CallOptions} from './endpoint.js';

/** A first code of an account; shows that the device holds its seed. */
export interface FirstCode {
  readonly account: string;
  readonly code: string;
}

/**
 * What other pages ask of this device, and the customer's answer to it. A host's own endpoint may do without: then
 * nothing is asked of the device.
 */
export interface RequestsEndpoint {
  /** The latest first. */
  listRequests(device: string, options: CallOptions): Promise<Result<ApprovalRequests>>;
  /** `code`: of the opened list; `number`: what the asking page shows, where the request wants it. */
  approveRequest(
    device: string,
    challenge: string,
    submission: ApprovalSubmission,
    options: CallOptions,
  ): Promise<Result<ApprovalAnswer>>;
  rejectRequest(
    device: string,
    challenge: string,
    reason: ApprovalReason,
    options: CallOptions,
  ): Promise<Result<ApprovalAnswer>>;
}

/**
 * Where the browser of this device is told that something waits (Web Push). A host's own endpoint may do without: then
 * it is told nothing.
 */
export interface PushEndpoint {
  getPushState(device: string, options: CallOptions): Promise<Result<PushState>>;
  /** Takes the place of what was registered before. */
  registerPushSubscription(
    device: string,
    subscription: PushSubscription,
    options: CallOptions,
  ): Promise<Result<PushState>>;
  removePushSubscription(device: string, options: CallOptions): Promise<Result<PushState>>;
}

/**
 * What the endpoint does for a device: `<otp-enroll>` and `<otp-list>` need it beside `Endpoint`, `<otp-verify>`
 * only to use the codes of the device that it stands on. Methods don't throw: what goes wrong is a `Result` with a
 * `Problem`.
 */
export interface DeviceEndpoint extends Partial<RequestsEndpoint>, Partial<PushEndpoint> {
  /** Which of several accounts still need a proof of their own. */
  checkEnrolmentProofs(request: EnrolmentProofsRequest, options: CallOptions): Promise<Result<EnrolmentProofs>>;
  createEnrolment(request: EnrolmentRequest, options: CallOptions): Promise<Result<Enrolment>>;
  getEnrolment(enrolment: string, options: CallOptions): Promise<Result<EnrolmentState>>;
  activateEnrolment(enrolment: string, codes: readonly FirstCode[], options: CallOptions): Promise<Result<Device>>;
  getDevice(device: string, options: CallOptions): Promise<Result<Device>>;
  createUnlock(device: string, blindedElement: string, options: CallOptions): Promise<Result<Unlock>>;
  confirmUnlock(device: string, unlock: string, mac: string, options: CallOptions): Promise<Result<Device>>;
  /** For devices that were registered before they had keys; a host's own endpoint that has none needs no such call. */
  registerKey?(device: string, key: DeviceKey, mac: string, options: CallOptions): Promise<Result<Device>>;
  resetPassword(device: string, options: CallOptions): Promise<Result<Device>>;
  removeAccount(device: string, account: string, options: CallOptions): Promise<Result<Device>>;
}
