import {type AuthenticationStatus, type Challenge, type ChallengeOutcome, type Grant} from '../domain/contract.js';
import {isCompleteCode} from '../domain/code.js';
import {withNextCode} from '../domain/next-code.js';
import {
  allowsRetyping,
  isDeveloperProblem,
  leavesOutcomeUnknown,
  leavesStatusStale,
  success,
  type Problem,
  type Result,
} from '../domain/problems.js';
import {challenge, load, loadAgain, startOver} from './verify-asking.js';
import {covers, isMadeFor, isSameChallenge} from './verify-answers.js';
import {cancellable} from './verify-cancellable.js';
import type {Retry, VerifyEvent, VerifyRequest, VerifyState, VerifyTransition} from './verify-state.js';

type At<Step extends VerifyState['step']> = Extract<VerifyState, {step: Step}>;

const emptyRequest: VerifyRequest = {accounts: [], channel: '', purpose: 'login', transaction: null};

export const initialVerifyState: VerifyState = {step: 'idle', request: emptyRequest, attempt: 0};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function verify(state: VerifyState, event: VerifyEvent): VerifyTransition {
  switch (event.type) {
    case 'start':
      return start(state, event.request, event.configProblem);
    case 'stop':
      return state.step === 'idle' ? [state] : [{step: 'idle', ...common(state)}, {type: 'abort'}];
    case 'choose-account':
      return state.step === 'choosing-account' && state.request.accounts.includes(event.account)
        ? load(state, event.account)
        : [state];
    case 'choose-method':
      return state.step === 'choosing-method' && offers(state.status, event.method)
        ? challenge(state, state.status, event.method)
        : [state];
    case 'show-methods':
      return state.step === 'code' ? showMethods(state) : [state];
    case 'submit':
      return state.step === 'code' && isCompleteCode(event.code, state.challenge.code)
        ? submit(state, event.code)
        : [state];
    case 'resend':
      return state.step === 'code' && 'resendAt' in state.challenge && state.challenge.resendsLeft > 0
        ? resend(state)
        : [state];
    case 'expire':
      return expire(state);
    case 'open-cancel':
      return openCancel(state);
    case 'cancelled':
      return state.step === 'cancelling' ? load(state, state.account, 'cancelled') : [state];
    case 'keep':
      return keep(state);
    case 'renew':
      return state.step === 'code' ? challenge(state, state.status, state.challenge.method.id) : [state];
    case 'retry':
      return retry(state);
    case 'dismiss':
      return isOver(state) ? [state] : dismiss(state);
    case 'loaded':
      return state.step === 'loading' && event.attempt === state.attempt
        ? loaded(state, event.result, event.challenge)
        : [state];
    case 'challenged':
      return state.step === 'requesting' && event.attempt === state.attempt ? challenged(state, event.result) : [state];
    case 'resent':
      return state.step === 'resending' && event.attempt === state.attempt ? resent(state, event.result) : [state];
    case 'judged':
      return state.step === 'submitting' && event.attempt === state.attempt ? judged(state, event.result) : [state];
    case 'checked':
      return state.step === 'checking' && event.attempt === state.attempt ? checked(state, event.result) : [state];
    case 'settled':
      return settled(state, event.challenge, event.result);
    case 'cancel-opened':
      return state.step === 'opening-cancel' && event.attempt === state.attempt
        ? cancelOpened(state, event.result)
        : [state];
  }
}

const common = ({request, attempt}: VerifyState) => ({request, attempt});
const isOver = ({step}: VerifyState) => step === 'idle' || step === 'verified' || step === 'dismissed';
const offers = (status: AuthenticationStatus, method: string) => status.methods.some(({id}) => id === method);

function start(state: VerifyState, request: VerifyRequest, configProblem: Problem | null): VerifyTransition {
  const fresh = {request, attempt: state.attempt};
  if (configProblem) return [...fail(fresh, configProblem, {type: 'restart'}), {type: 'abort'}];
  const [only, ...others] = request.accounts;
  if (only === undefined) return [{step: 'idle', ...fresh}, {type: 'abort'}];
  if (others.length > 0) return [{step: 'choosing-account', ...fresh}, {type: 'abort'}];
  return load(fresh, only);
}

function loaded(
  state: At<'loading'>,
  result: Result<AuthenticationStatus>,
  beside: Challenge | null | undefined,
): VerifyTransition {
  if (!result.ok) return fail(state, result.problem, loadAgain(state, result.problem));
  const status = result.value;
  if (status.account !== state.account || status.channel !== state.request.channel)
    return fail(state, {code: 'malformed_answer'}, {type: 'load', account: state.account});
  const standing = status.grants.find((grant) => covers(grant, state, status, beside !== undefined));
  if (standing) return verified(state, standing, true);
  const [inForce, ...others] = status.methods;
  if (state.methodChanged && others.length > 0) return [{...state, step: 'choosing-method', status}];
  const nothing = status.kbOtp.state === 'locked' ? 'account_locked' : 'no_method';
  if (!inForce) return fail(state, {code: nothing}, {type: 'load', account: state.account});
  if (beside) {
    const {request, attempt, account} = state;
    return challenged({step: 'requesting', request, attempt, account, status, method: inForce.id}, success(beside));
  }
  const [next, ...effects] = challenge(state, status, inForce.id);
  const again = state.methodChanged && next.step === 'requesting';
  return [again ? {...next, methodChanged: true, ...(state.cancelled && {cancelled: true})} : next, ...effects];
}

function challenged(state: At<'requesting'>, result: Result<Challenge>): VerifyTransition {
  const {account, request, attempt, status, method} = state;
  if (!result.ok) {
    if (leavesStatusStale(result.problem) && !state.methodChanged) return load(state, account, true);
    const sameAttempt = leavesOutcomeUnknown(result.problem);
    return fail(state, result.problem, {type: 'challenge', status, method, sameAttempt});
  }
  const made = result.value;
  const notice = {type: state.cancelled ? 'cancelled' : state.methodChanged ? 'method-changed' : 'none'} as const;
  if (!isMadeFor(made, state))
    return fail(state, {code: 'malformed_answer'}, {type: 'challenge', status, method, sameAttempt: false});
  return [{step: 'code', request, attempt, account, status, challenge: made, notice}, {type: 'clear-code'}];
}

function showMethods(state: At<'code'>): VerifyTransition {
  const {request, attempt, account, status} = state;
  if (status.methods.length < 2) return [state];
  return [
    {step: 'choosing-method', request, attempt, account, status, methodChanged: false, present: state},
    {type: 'clear-code'},
  ];
}

/** Whoever looked at other ways goes on with the present one. */
function keep(state: VerifyState): VerifyTransition {
  if (state.step === 'choosing-method' && state.present) return [state.present];
  return state.step === 'cancelling' ? load(state, state.account) : [state];
}

function openCancel(state: VerifyState): VerifyTransition {
  const offered = cancellable(state);
  if (!offered) return [state];
  const {status, method} = offered;
  const attempt = state.attempt + 1;
  return [
    {step: 'opening-cancel', request: state.request, attempt, account: status.account, status, method},
    {type: 'clear-code'},
    {type: 'open-cancel', attempt},
  ];
}

function cancelOpened(state: At<'opening-cancel'>, result: Result<null>): VerifyTransition {
  const {request, attempt, account, status, method} = state;
  if (!result.ok) return fail(state, result.problem, {type: 'challenge', status, method, sameAttempt: false});
  return [{step: 'cancelling', request, attempt, account, status}];
}

function submit(state: At<'code'>, code: string): VerifyTransition {
  const attempt = state.attempt + 1;
  const {notice: _, ...rest} = state;
  return [
    {...rest, step: 'submitting', attempt},
    {type: 'answer', attempt, challenge: state.challenge.id, code},
  ];
}

function judged(state: At<'submitting'>, result: Result<Grant>): VerifyTransition {
  if (result.ok) return accept(state, result.value);
  const {problem} = result;
  return leavesOutcomeUnknown(problem) ? check(state, problem) : refuse(state, problem);
}

/** The one outcome has come: a code that is typed or under way counts no more. */
function settled(state: VerifyState, challenge: string, result: Result<Grant>): VerifyTransition {
  const asked = 'present' in state ? state.present : state;
  if (!asked || !('challenge' in asked) || asked.challenge.id !== challenge) return [state];
  const [next, ...effects] = result.ok ? accept(asked, result.value) : refuse(asked, result.problem);
  return [next, {type: 'abort'}, ...effects];
}

type Answerable = At<'code' | 'resending' | 'submitting' | 'checking' | 'outcome-unknown'>;

/** A grant counts only when it is for what was asked. */
function accept(state: Answerable, grant: Grant): VerifyTransition {
  return isMadeFor(grant, state) ? verified(state, grant, false) : check(state, {code: 'malformed_answer'});
}

/** What is over may have been ended by an approval that is on its way still. */
function refuse(state: Answerable, problem: Problem): VerifyTransition {
  if ('approval' in state.challenge && problem.code === 'challenge_expired' && state.step !== 'checking')
    return check(state, problem);
  if (leavesStatusStale(problem)) return [...load(state, state.account, true), {type: 'clear-code'}];
  if (allowsRetyping(problem)) return typeAgain(state, problem);
  return [...fail(state, problem, startOver(state)), {type: 'clear-code'}];
}

function typeAgain(state: Answerable, problem: Problem): VerifyTransition {
  const [next, ...told] = goOn(state, problem);
  return [next, {type: 'clear-code'}, ...told];
}

/** The challenge still waits for its code; `problem` is what was wrong. */
function goOn(state: Answerable, problem: Problem): VerifyTransition {
  const {request, attempt, account, status} = state;
  const challenge = {...state.challenge, attemptsLeft: problem.attemptsLeft ?? state.challenge.attemptsLeft};
  const notice = {type: 'problem', problem} as const;
  return [
    {step: 'code', request, attempt, account, status, challenge, notice},
    {type: 'emit-problem', problem},
  ];
}

/** The verdict was not heard: ask what became of the challenge; the code is not sent again. */
function check(state: Answerable, cause: Problem): VerifyTransition {
  if (state.step === 'checking') return stayUnknown(state, cause);
  const {request, account, status, challenge} = state;
  const attempt = state.attempt + 1;
  return [
    {step: 'checking', request, attempt, account, status, challenge, cause},
    {type: 'clear-code'},
    {type: 'check', attempt, challenge: challenge.id},
  ];
}

/** The question itself was not answered. */
const isUnheard = (problem: Problem) => leavesOutcomeUnknown(problem) || problem.code === 'rate_limited';

function stayUnknown(state: At<'checking'>, cause: Problem): VerifyTransition {
  return [
    {...state, step: 'outcome-unknown', cause},
    {type: 'emit-problem', problem: cause},
  ];
}

function checked(state: At<'checking'>, result: Result<ChallengeOutcome>): VerifyTransition {
  if (!result.ok) return isUnheard(result.problem) ? stayUnknown(state, result.problem) : refuse(state, result.problem);
  const outcome = result.value;
  if (!isSameChallenge(outcome.challenge, state)) return stayUnknown(state, {code: 'malformed_answer'});
  switch (outcome.state) {
    case 'accepted':
      return outcome.grant ? accept(state, outcome.grant) : refuse(state, {code: 'challenge_expired'});
    case 'pending':
      return typeAgain(
        {...state, challenge: outcome.challenge},
        {
          ...withNextCode(state.cause, outcome.challenge, state.status.policy),
          attemptsLeft: outcome.challenge.attemptsLeft,
        },
      );
    case 'locked':
      return refuse(state, {code: 'challenge_locked'});
    case 'expired':
      return refuse(state, {code: 'challenge_expired'});
  }
}

function verified(state: At<'loading'> | Answerable, grant: Grant, reused: boolean): VerifyTransition {
  const {request, attempt, account} = state;
  return [
    {step: 'verified', request, attempt, account, grant, reused},
    {type: 'clear-code'},
    {type: 'emit-verified', grant, reused},
  ];
}

function resend(state: At<'code'>): VerifyTransition {
  const attempt = state.attempt + 1;
  const {notice: _, ...rest} = state;
  return [
    {...rest, step: 'resending', attempt},
    {type: 'clear-code'},
    {type: 'resend', attempt, challenge: state.challenge.id},
  ];
}

/** The field was emptied when a new code was asked for: what was typed since may be that code. */
function resent(state: At<'resending'>, result: Result<Challenge>): VerifyTransition {
  if (!result.ok) {
    const {problem} = result;
    return isUnheard(problem)
      ? goOn(state, problem)
      : [...fail(state, problem, startOver(state)), {type: 'clear-code'}];
  }
  if (!isSameChallenge(result.value, state)) return goOn(state, {code: 'malformed_answer'});
  return [{...state, step: 'code', challenge: result.value, notice: {type: 'resent'}}];
}

function expire(state: VerifyState): VerifyTransition {
  if (state.step === 'verified') return fail(state, {code: 'grant_expired'}, {type: 'restart'});
  if (state.step !== 'code') return [state];
  return refuse(state, {code: 'challenge_expired'});
}

function fail(from: Pick<VerifyState, 'request' | 'attempt'>, problem: Problem, retry: Retry): VerifyTransition {
  const {request, attempt} = from;
  return [
    {step: 'failed', request, attempt, problem, retry},
    {type: 'emit-problem', problem},
  ];
}

function dismiss(state: VerifyState): VerifyTransition {
  const configProblem =
    state.step === 'failed' && isDeveloperProblem(state.problem) ? {configProblem: state.problem} : {};
  return [{step: 'dismissed', ...common(state), ...configProblem}, {type: 'abort'}, {type: 'emit-dismissed'}];
}

function retry(state: VerifyState): VerifyTransition {
  if (state.step === 'dismissed') return start(state, state.request, state.configProblem ?? null);
  if (state.step === 'outcome-unknown') return check(state, state.cause);
  if (state.step !== 'failed' || isDeveloperProblem(state.problem)) return [state];
  const {retry} = state;
  switch (retry.type) {
    case 'restart':
      return start(state, state.request, null);
    case 'load':
      return load(state, retry.account, false, retry.sameAttempt);
    case 'challenge':
      return challenge(state, retry.status, retry.method, retry.sameAttempt);
  }
}
