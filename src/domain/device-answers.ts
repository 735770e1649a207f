import type {
  AccountName,
  Device,
  DeviceAccount,
  Enrolment,
  EnrolmentProofs,
  EnrolmentState,
  Unlock,
} from './contract.js';
import {isTotpParameters} from './otp.js';
import {boolean, integer, list, object, oneOf, optional, text, timestamp, type Fields} from './shapes.js';

const id = text(/^[\w-]{16,64}$/);
const account = text(/^[\w.-]{1,32}$/);
const publicKey = text(/^[\w-]{87}$/);
const oprfElement = text(/^[\w-]{44}$/);
const bytes32 = text(/^[\w-]{43}$/);

const accountName: Fields<AccountName> = {
  account,
  accountLabel: text(),
  name: optional(text()),
  derivatives: optional(boolean),
};

export const isEnrolment = object<Enrolment>({
  id,
  device: id,
  serverPublicKey: publicKey,
  nonce: bytes32,
  totp: isTotpParameters,
  accounts: list(object<AccountName>(accountName), 1, 10),
  serverConfirmation: bytes32,
  expiresAt: timestamp,
  attemptsLeft: integer(0, 100),
  serverTime: timestamp,
});

export const isEnrolmentProofs = object<EnrolmentProofs>({missing: list(account, 0, 10), serverTime: timestamp});

export const isEnrolmentState = object<EnrolmentState>({
  id,
  state: oneOf('pending', 'active', 'expired'),
  serverTime: timestamp,
});

const deviceAccounts = list(
  object<DeviceAccount>({...accountName, state: oneOf('pending', 'active', 'superseded', 'removed', 'cancelled')}),
  0,
  50,
);

const failedAttempts = optional(integer(0, 1000));

export const isDevice = object<Device>({
  device: id,
  name: text(),
  accounts: deviceAccounts,
  failedAttempts,
  serverTime: timestamp,
});

export const isUnlock = object<Unlock>({
  id,
  evaluatedElement: oprfElement,
  accounts: deviceAccounts,
  attemptsLeft: integer(0, 100),
  failedAttempts,
  serverTime: timestamp,
});
