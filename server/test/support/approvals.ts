/** The calls by which a page and a device agree on a request. */

import type {
  Approval,
  ApprovalAnswer,
  ApprovalRejection,
  ApprovalRequest,
  ApprovalRequests,
  ApprovalSubmission,
  Challenge,
} from '../../generated/contract.js';
import type { Client, PostOptions } from './client.js';
import { boundCode, type DeviceKeys, type Refusable } from './device.js';

type Id = Pick<Challenge, 'id'>;

/** Of the page that asks. */
export function askerCalls(client: Client) {
  return {
    approval: ({ id }: Id, wait?: number): Refusable<Approval> =>
      client.get(`/v1/challenges/${id}/approval${wait === undefined ? '' : `?wait=${wait}`}`),
    withdraw: ({ id }: Id): Refusable<Approval> => client.post(`/v1/challenges/${id}/withdrawal`),
  };
}

/** Of the device. */
export function holderCalls(client: Client, device: string) {
  const path = `/v1/devices/${device}/requests`;
  return {
    requests: (options?: Pick<PostOptions, 'device'>): Refusable<ApprovalRequests> => client.get(path, options),
    approve: ({ id }: Id, body: Partial<ApprovalSubmission>, options?: PostOptions): Refusable<ApprovalAnswer> =>
      client.post(`${path}/${id}/approval`, body, options),
    reject: ({ id }: Id, reason: ApprovalRejection['reason'], options?: PostOptions): Refusable<ApprovalAnswer> =>
      client.post(`${path}/${id}/rejection`, { reason }, options),
  };
}

export const codeOf = (keys: DeviceKeys, request: ApprovalRequest, now: number): string =>
  boundCode(keys, request, now);
