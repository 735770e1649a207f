import {isApprovalAnswer} from '../../domain/request-answers.js';
import type {DeviceEndpoint} from '../../ports/device-endpoint.js';
import type {Operations} from './operations.js';

const at = (device: string, challenge: string) => `devices/${device}/requests/${challenge}`;

/** The customer's answer to what another page asks of this device. */
export const requests: Operations<Pick<DeviceEndpoint, 'approveRequest' | 'rejectRequest'>> = {
  approveRequest: {
    ask: (device, challenge, submission) => [`${at(device, challenge)}/approval`, submission],
    fits: isApprovalAnswer,
    once: true,
    optional: true,
  },
  rejectRequest: {
    ask: (device, challenge, reason) => [`${at(device, challenge)}/rejection`, {reason}],
    fits: isApprovalAnswer,
    optional: true,
  },
};
