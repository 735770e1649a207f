import type {AccountName, DeviceAccount} from './contract.js';

export interface DeviceListEntry extends AccountName {
  /** `pending` until its enrolment is activated; the other states as the endpoint last reported them. */
  readonly state: DeviceAccount['state'];
}

/** The List of KB-OTP on this device as far as it can be known without unlocking it. */
export interface DeviceList {
  readonly device: string;
  readonly name: string;
  readonly entries: readonly DeviceListEntry[];
  /** An enrolment that was begun here and not yet confirmed by the endpoint. */
  readonly pending: {readonly enrolment: string; readonly expiresAt: number} | null;
  /** Biometrics open it as well as the password. */
  readonly passkey: boolean;
}

/** An account that the device cannot make codes for any more, and should say so. */
export const isGone = ({state}: DeviceListEntry): boolean => state !== 'active' && state !== 'pending';

export const holds = (list: DeviceList | null, account: string): boolean =>
  list?.entries.some((entry) => entry.account === account && entry.state === 'active') ?? false;
