import {fingerprintOf} from '../../adapters/push-browser.js';
import type {PushState} from '../../domain/contract.js';
import {success, type Result} from '../../domain/problems.js';
import type {PushEndpoint} from '../../ports/device-endpoint.js';
import {inSeconds} from './time.js';

/** A point of P-256, of which nobody needs to know what belongs to it: nothing is pushed. */
export const SENDER = 'BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU';

/** Which browser of each device would be told that something waits. */
export function pushes(now: () => number): PushEndpoint {
  const subscriptions = new Map<string, string>();
  const stateOf = (device: string): Result<PushState> => {
    const subscription = subscriptions.get(device);
    return success({
      applicationServerKey: SENDER,
      ...(subscription !== undefined && {subscription}),
      serverTime: inSeconds(0, now()),
    });
  };
  return {
    getPushState: async (device) => stateOf(device),
    async registerPushSubscription(device, subscription) {
      subscriptions.set(device, await fingerprintOf(subscription));
      return stateOf(device);
    },
    async removePushSubscription(device) {
      subscriptions.delete(device);
      return stateOf(device);
    },
  };
}
