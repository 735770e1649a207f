import type {Result} from '../domain/problems.js';
import type {CancelEffect, CancelEvent, CancelState} from '../flows/cancel-state.js';
import type {Endpoint} from '../ports/endpoint.js';
import type {MethodsEndpoint} from '../ports/methods-endpoint.js';
import type {VaultList} from '../ports/vault.js';
import type {FlowController} from './flow-before.js';

export type CancelFlow = FlowController<CancelState, CancelEvent, CancelEffect>;

/** The effects that concern the endpoint and the device; the others are the element's own. */
export type CancelCall = Extract<CancelEffect, {type: 'load' | 'cancel' | 'clean-up'}>;

export interface CancelParts {
  readonly flow: CancelFlow;
  readonly endpoint: Endpoint;
  readonly methods: MethodsEndpoint;
  readonly loadList: () => Promise<VaultList>;
  readonly onServerTime: (at: string) => void;
}

/** Runs one call of the flow; it ends in exactly one event. A call that was given up ends in none. */
export function runCancelCall(effect: CancelCall, parts: CancelParts): void {
  const {flow, endpoint, methods} = parts;
  const options = flow.begin(effect.attempt);
  const run = <Value>(work: Promise<Result<Value>>, toEvent: (attempt: number, result: Result<Value>) => CancelEvent) =>
    void work.then((result) => flow.end(options.signal, toEvent(effect.attempt, result)));
  switch (effect.type) {
    case 'load':
      return run(
        timed(endpoint.getAuthentication({...effect, purpose: 'cancel'}, options), parts),
        (attempt, result) => ({type: 'loaded', attempt, result}),
      );
    case 'cancel':
      return run(timed(methods.cancel(effect.request, options), parts), (attempt, result) => ({
        type: 'cancelled',
        attempt,
        result,
      }));
    case 'clean-up':
      return run(cleanUp(effect.account, parts), (attempt, result) => ({type: 'cleaned', attempt, result}));
  }
}

async function timed<Value extends {readonly serverTime: string}>(
  call: Promise<Result<Value>>,
  {onServerTime}: CancelParts,
): Promise<Result<Value>> {
  const result = await call;
  if (result.ok) onServerTime(result.value.serverTime);
  return result;
}

/** A page that may keep nothing has kept nothing, so there is nothing to clean up. */
async function cleanUp(account: string, {loadList}: CancelParts): Promise<Result<void>> {
  try {
    const list = await loadList();
    const removed = await list.remove(account);
    return removed.ok || removed.problem.code !== 'storage_unavailable' ? removed : {ok: true, value: undefined};
  } catch {
    return {ok: false, problem: {code: 'unreachable', hint: 'the part of KB-OTP that keeps the list did not load'}};
  }
}
