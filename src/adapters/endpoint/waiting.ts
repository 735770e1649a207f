import type {ApprovalRequest} from '../../domain/contract.js';
import {list, object, timestamp, type Shape} from '../../domain/shapes.js';
import type {DeviceEndpoint} from '../../ports/device-endpoint.js';
import type {Operations} from './operations.js';

/** Whoever shows a request looks at it: what that takes comes with the screens, once there is one. */
const unseen: Shape<ApprovalRequest> = (_value): _value is ApprovalRequest => true;

/** What other pages ask of this device. */
export const waiting: Operations<Pick<DeviceEndpoint, 'listRequests'>> = {
  listRequests: {
    ask: (device) => [`devices/${device}/requests`],
    fits: object({requests: list(unseen, 0, 20), serverTime: timestamp}),
    optional: true,
  },
};
