import {isAuthenticationStatus, isChallenge, isChallengeOutcome, isGrant} from '../domain/answers.js';
import {outOfContract} from '../domain/hints.js';
import {failure, type Result} from '../domain/problems.js';
import {misfitOf, type Shape} from '../domain/shapes.js';
import type {Endpoint} from '../ports/endpoint.js';

/**
 * A host's own endpoint object under the same rules as the wire: whatever it throws or makes up is a problem, never a
 * grant.
 */
export const checkedEndpoint = (host: Endpoint): Endpoint => ({
  getAuthentication: (...call) => checkAnswer(() => host.getAuthentication(...call), isAuthenticationStatus),
  createChallenge: (...call) => checkAnswer(() => host.createChallenge(...call), isChallenge),
  answerChallenge: (...call) => checkAnswer(() => host.answerChallenge(...call), isGrant),
  resendChallenge: (...call) => checkAnswer(() => host.resendChallenge(...call), isChallenge),
  getChallenge: (...call) => checkAnswer(() => host.getChallenge(...call), isChallengeOutcome),
});

/** One call of a host's endpoint object; never throws. */
export async function checkAnswer<Value>(
  call: () => Promise<Result<Value>>,
  fits: Shape<Value>,
): Promise<Result<Value>> {
  let result: Result<Value> | undefined;
  try {
    result = await call();
  } catch (error) {
    // The thrown value is not passed on: anything may be in it.
    const name = error instanceof Error ? error.name : 'unknown';
    return failure({code: 'unreachable', hint: `the endpoint object threw: ${name}`});
  }
  const misfit = result?.ok ? misfitOf(fits, result.value) : typeof result?.problem?.code === 'string' ? null : '';
  if (result && misfit === null) return result;
  return failure({code: 'malformed_answer', hint: outOfContract('the endpoint object', misfit ?? '')});
}
