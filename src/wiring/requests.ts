import {requests} from '../adapters/endpoint/requests.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {Endpoint} from '../ports/endpoint.js';
import {connect, type Connection} from './endpoint.js';

/** The part of the endpoint that takes the customer's answer to what another page asks. */
export const connectRequests = (
  endpoint: string | (Endpoint & Partial<DeviceEndpoint>),
  options: Connection,
): Pick<DeviceEndpoint, 'approveRequest' | 'rejectRequest'> => connect(requests, endpoint, options);
