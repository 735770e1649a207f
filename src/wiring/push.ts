import {push} from '../adapters/endpoint/push.js';
import type {DeviceEndpoint, PushEndpoint} from '../ports/device-endpoint.js';
import type {Endpoint} from '../ports/endpoint.js';
import {connect, type Connection} from './endpoint.js';

export {pushBrowser} from '../adapters/push-browser.js';

/** The part of the endpoint that wakes a device's browser. */
export const connectPush = (
  endpoint: string | (Endpoint & Partial<DeviceEndpoint>),
  options: Connection,
): Partial<PushEndpoint> => connect(push, endpoint, options);
