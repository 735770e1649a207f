import type {Problem} from '../domain/problems.js';
import type {EnrollState, EnrollTransition} from './enroll-state.js';

/** The customer had proved who they are, and nothing has changed. */
export const failUnchanged = (from: EnrollState, problem: Problem): EnrollTransition => fail(from, problem, true);

export function fail(
  from: Pick<EnrollState, 'request' | 'attempt'>,
  problem: Problem,
  unchanged: boolean = false,
): EnrollTransition {
  const {request, attempt} = from;
  return [
    {step: 'failed', request, attempt, problem, unchanged},
    {type: 'forget-password'},
    {type: 'emit-problem', problem},
  ];
}
