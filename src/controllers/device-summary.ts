import type {DeviceList} from '../domain/device-list.js';
import type {Problem} from '../domain/problems.js';
import type {VaultSummary} from '../ports/vault.js';

export const notLoaded: Problem = {code: 'unreachable', hint: 'the part of KB-OTP that unlocks could not be loaded'};

export const toDeviceList = ({device, deviceName, accounts, slots, enrolment}: VaultSummary): DeviceList => ({
  device,
  name: deviceName,
  entries: accounts,
  pending: enrolment && {enrolment: enrolment.id, expiresAt: enrolment.expiresAt},
  passkey: slots.includes('passkey'),
});
