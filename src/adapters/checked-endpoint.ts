import {isAuthenticationStatus, isChallenge, isChallengeOutcome, isGrant} from '../domain/answers.js';
import {failure, type Result} from '../domain/problems.js';
import type {Shape} from '../domain/shapes.js';
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
  try {
    const result = await call();
    if (result.ok ? fits(result.value) : typeof result.problem.code === 'string') return result;
    return failure({code: 'malformed_answer', hint: 'the endpoint object answered out of contract'});
  } catch {
    return failure({code: 'unreachable', hint: 'the endpoint object threw'});
  }
}
