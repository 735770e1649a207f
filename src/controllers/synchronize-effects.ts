import type {AuthenticationStatus} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';
import type {SynchronizeEffect, SynchronizeEvent, SynchronizeState} from '../flows/synchronize-state.js';
import type {Endpoint} from '../ports/endpoint.js';
import type {MethodsEndpoint} from '../ports/methods-endpoint.js';
import type {FlowController} from './flow.js';

export type SynchronizeFlow = FlowController<SynchronizeState, SynchronizeEvent, SynchronizeEffect>;

/** The effects that concern the endpoint; the others are the element's own. */
export type SynchronizeCall = Extract<SynchronizeEffect, {type: 'load' | 'synchronize'}>;

export interface SynchronizeParts {
  readonly flow: SynchronizeFlow;
  readonly endpoint: Endpoint;
  readonly methods: MethodsEndpoint;
  readonly onServerTime: (at: string) => void;
}

/** Runs one call of the flow; it ends in exactly one event. A call that was given up ends in none. */
export function runSynchronizeCall(effect: SynchronizeCall, parts: SynchronizeParts): void {
  const {flow, endpoint, methods, onServerTime} = parts;
  const {attempt} = effect;
  const options = flow.begin(attempt);
  const run = (work: Promise<Result<AuthenticationStatus>>, type: 'loaded' | 'synchronized') =>
    void work.then((result) => {
      if (options.signal.aborted) return;
      if (result.ok) onServerTime(result.value.serverTime);
      flow.end(options.signal, {type, attempt, result});
    });
  if (effect.type === 'synchronize') return run(methods.synchronize(effect.request, options), 'synchronized');
  const {account, channel} = effect;
  return run(endpoint.getAuthentication({account, channel, purpose: 'synchronize'}, options), 'loaded');
}
