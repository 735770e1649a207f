import {waiting} from '../adapters/endpoint/waiting.js';
import type {DeviceEndpoint} from '../ports/device-endpoint.js';
import type {Endpoint} from '../ports/endpoint.js';
import {connect, type Connection} from './endpoint.js';

/** The part of the endpoint that says what other pages ask of a device. */
export const connectWaiting = (
  endpoint: string | (Endpoint & Partial<DeviceEndpoint>),
  options: Connection,
): Pick<DeviceEndpoint, 'listRequests'> => connect(waiting, endpoint, options);
