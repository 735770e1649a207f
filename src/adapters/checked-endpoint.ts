import {isAuthenticationStatus, isChallenge, isChallengeOutcome, isGrant} from '../domain/answers.js';
import {failure, type Result} from '../domain/problems.js';
import type {Shape} from '../domain/shapes.js';
import type {Endpoint} from '../ports/endpoint.js';

/**
 * A host's own endpoint object under the same rules as the wire: whatever it throws or makes up is a problem, never a
 * grant.
 */
export const checkedEndpoint = (host: Endpoint): Endpoint => ({
  getAuthentication: (...call) => check(() => host.getAuthentication(...call), isAuthenticationStatus),
  createChallenge: (...call) => check(() => host.createChallenge(...call), isChallenge),
  answerChallenge: (...call) => check(() => host.answerChallenge(...call), isGrant),
  resendChallenge: (...call) => check(() => host.resendChallenge(...call), isChallenge),
  getChallenge: (...call) => check(() => host.getChallenge(...call), isChallengeOutcome),
});

/** What a call of a host's object came to, when it came to what the contract has. */
export async function check<Value>(call: () => Promise<Result<Value>>, fits: Shape<Value>): Promise<Result<Value>> {
  try {
    const result = await call();
    if (result.ok ? fits(result.value) : typeof result.problem.code === 'string') return result;
    return failure({code: 'malformed_answer', hint: 'the endpoint object answered out of contract'});
  } catch {
    return failure({code: 'unreachable', hint: 'the endpoint object threw'});
  }
}
