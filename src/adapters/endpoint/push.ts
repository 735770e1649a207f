import {isPushState} from '../../domain/push.js';
import type {PushEndpoint} from '../../ports/device-endpoint.js';
import type {Operations} from './operations.js';

const at = (device: string) => `devices/${device}/push-subscription`;

/** Where a device's browser is told that something waits. */
export const push: Operations<Partial<PushEndpoint>> = {
  getPushState: {ask: (device) => [at(device)], fits: isPushState, optional: true},
  registerPushSubscription: {
    ask: (device, {endpoint, keys}) => [at(device), {endpoint, keys}],
    fits: isPushState,
    optional: true,
  },
  removePushSubscription: {ask: (device) => [`${at(device)}/removal`, {}], fits: isPushState, optional: true},
};
