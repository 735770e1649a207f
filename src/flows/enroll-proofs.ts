/** Which of several accounts need a proof of their own, and how they come by it one after another. */

import type {EnrolmentProofs, Grant} from '../domain/contract.js';
import type {Result} from '../domain/problems.js';
import {failUnchanged} from './enroll-failure.js';
import type {EnrollState, EnrollTransition} from './enroll-state.js';

type At<Step extends EnrollState['step']> = Extract<EnrollState, {step: Step}>;
type Chosen = Omit<At<'checking-proofs'>, 'step' | 'told'>;

export const chosen = ({request, attempt, status, list, grant, further, accounts}: Chosen): Chosen => ({
  request,
  attempt,
  status,
  list,
  grant,
  further,
  accounts,
});

const unproved = ({grant, further, accounts}: Chosen): readonly string[] =>
  accounts.filter((account) => ![grant, ...further].some((proof) => proof.account === account));

/** Whether the proof of one is good for the others too, the endpoint says. */
export function checkProofs(from: Chosen, told: boolean): EnrollTransition {
  if (unproved(from).length === 0) return askForPassword(from);
  const attempt = from.attempt + 1;
  return [
    {...chosen(from), attempt, step: 'checking-proofs', told},
    {type: 'check-proofs', attempt, grants: tokensOf(from), accounts: from.accounts},
  ];
}

export function proofsChecked(state: EnrollState, result: Result<EnrolmentProofs>): EnrollTransition {
  if (state.step !== 'checking-proofs') return [state];
  if (!result.ok) return failUnchanged(state, result.problem);
  const {missing} = result.value;
  if (missing.length === 0) return askForPassword(state);
  const open = unproved(state).filter((account) => missing.includes(account));
  if (open.length === 0) return failUnchanged(state, {code: 'malformed_answer'});
  return state.told ? proveAccount(state, open) : [{...chosen(state), step: 'needing-proofs', missing: open}];
}

export function proveAccount(from: Chosen, [account = '']: readonly string[]): EnrollTransition {
  return [{...chosen(from), step: 'proving-account', account}];
}

export function accountProved(state: At<'proving-account'>, grant: Grant): EnrollTransition {
  if (grant.purpose !== 'enroll' || grant.account !== state.account) return [state];
  return checkProofs({...state, further: [...state.further, grant]}, true);
}

/** Of the accounts that are registered; where none is, of the first, so that the endpoint says what is missing. */
export function tokensOf({grant, further, accounts}: Chosen): readonly string[] {
  const proofs = [grant, ...further].filter(({account}) => accounts.includes(account));
  return (proofs.length > 0 ? proofs : [grant]).map(({token}) => token);
}

function askForPassword(from: Chosen): EnrollTransition {
  return from.list ? [{...chosen(from), step: 'entering-password', problem: null}] : createPassword(from);
}

export function createPassword(from: Chosen): EnrollTransition {
  return [{...chosen(from), step: 'creating-password', refusals: []}, {type: 'forget-password'}];
}
