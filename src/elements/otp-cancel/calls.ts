import type {Calls} from '../../controllers/flow.js';
import {failure, success, type Result} from '../../domain/problems.js';
import type {CancelEffect, CancelEvent} from '../../flows/cancel-state.js';
import type {Endpoint} from '../../ports/endpoint.js';
import type {MethodsEndpoint} from '../../ports/methods-endpoint.js';
import type {VaultList} from '../../ports/vault.js';

/** How each call of the flow is made. */
export const cancelCalls = (
  endpoint: () => Endpoint,
  methods: () => MethodsEndpoint,
  loadList: () => Promise<VaultList>,
): Calls<CancelEvent, CancelEffect> => ({
  load: async ({account, channel}, options) => ({
    type: 'loaded',
    result: await endpoint().getAuthentication({account, channel, purpose: 'cancel'}, options),
  }),
  cancel: async ({request}, options) => ({type: 'cancelled', result: await methods().cancel(request, options)}),
  'clean-up': async ({account}) => ({type: 'cleaned', result: await cleanUp(account, loadList)}),
});

/** A page that may keep nothing has kept nothing, so there is nothing to clean up. */
async function cleanUp(account: string, loadList: () => Promise<VaultList>): Promise<Result<void>> {
  try {
    const removed = await (await loadList()).remove(account);
    return removed.ok || removed.problem.code !== 'storage_unavailable' ? removed : success(undefined);
  } catch {
    return failure({code: 'unreachable', hint: 'the part of KB-OTP that keeps the list did not load'});
  }
}
