import type {AccountOnDevice} from './vault-record.js';

/** The List of KB-OTP on this device as far as it can be known without unlocking it. */
export interface DeviceList {
  readonly device: string;
  /** As the customer knows the device. */
  readonly name: string;
  readonly entries: readonly AccountOnDevice[];
  /**
   * An enrolment whose outcome the device has not heard; `expiresAt` in epoch milliseconds by the endpoint's clock. Ask
   * the endpoint, then `activate` or `discard` it.
   */
  readonly pending: {readonly enrolment: string; readonly expiresAt: number} | null;
  /** Biometrics open it as well as the password. */
  readonly passkey: boolean;
}

/** An account that the device cannot make codes for any more, and should say so. */
export const isGone = ({state}: AccountOnDevice): boolean => state !== 'active' && state !== 'pending';

export const holds = (list: DeviceList | null, account: string): boolean =>
  list?.entries.some((entry) => entry.account === account && entry.state === 'active') ?? false;
