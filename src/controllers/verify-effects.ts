import type {Result} from '../domain/problems.js';
import type {VerifyEffect, VerifyEvent, VerifyState} from '../flows/verify-state.js';
import type {CallOptions, Endpoint} from '../ports/endpoint.js';
import type {FlowController} from './flow-before.js';

export type VerifyFlow = FlowController<VerifyState, VerifyEvent, VerifyEffect>;

/** The effects that concern the endpoint; the others are the element's own. */
export type EndpointEffect = Extract<
  VerifyEffect,
  {type: 'abort' | 'load' | 'challenge' | 'answer' | 'resend' | 'check'}
>;

/**
 * Runs a call of the flow; each ends in exactly one event. A call that was given up ends in none: its attempt is
 * over.
 */
export function runEndpointEffect(
  effect: EndpointEffect,
  flow: VerifyFlow,
  endpoint: Endpoint,
  onServerTime: (at: string) => void,
): void {
  const call = <Value extends {readonly serverTime: string}>(
    make: (options: CallOptions) => Promise<Result<Value>>,
    toEvent: (attempt: number, result: Result<Value>) => VerifyEvent,
  ) => {
    if (!('attempt' in effect)) return;
    const options = flow.begin(effect.attempt);
    void make(options).then((result) => {
      if (options.signal.aborted) return;
      if (result.ok) onServerTime(result.value.serverTime);
      flow.end(options.signal, toEvent(effect.attempt, result));
    });
  };
  switch (effect.type) {
    case 'abort':
      return flow.abort();
    case 'load':
      return call(
        (options) => endpoint.getAuthentication(effect, options),
        (attempt, result) => ({type: 'loaded', attempt, result}),
      );
    case 'challenge':
      return call(
        (options) => endpoint.createChallenge(effect.request, options),
        (attempt, result) => ({type: 'challenged', attempt, result}),
      );
    case 'answer':
      return call(
        (options) => endpoint.answerChallenge(effect.challenge, effect.code, options),
        (attempt, result) => ({type: 'judged', attempt, result}),
      );
    case 'resend':
      return call(
        (options) => endpoint.resendChallenge(effect.challenge, options),
        (attempt, result) => ({type: 'resent', attempt, result}),
      );
    case 'check':
      return call(
        (options) => endpoint.getChallenge(effect.challenge, options),
        (attempt, result) => ({type: 'checked', attempt, result}),
      );
  }
}
