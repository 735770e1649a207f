import type {Calls} from '../../../controllers/flow.js';
import type {SynchronizeEffect, SynchronizeEvent} from '../../../flows/synchronize-state.js';
import type {Endpoint} from '../../../ports/endpoint.js';
import type {MethodsEndpoint} from '../../../ports/methods-endpoint.js';

/** How each call of the flow is made. */
export const synchronizeCalls = (
  endpoint: () => Endpoint,
  methods: () => MethodsEndpoint,
): Calls<SynchronizeEvent, SynchronizeEffect> => ({
  load: async ({account, channel}, options) => ({
    type: 'loaded',
    result: await endpoint().getAuthentication({account, channel, purpose: 'synchronize'}, options),
  }),
  synchronize: async ({request}, options) => ({
    type: 'synchronized',
    result: await methods().synchronize(request, options),
  }),
});
