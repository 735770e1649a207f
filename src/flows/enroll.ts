import type {Device, Enrolment, Grant} from '../domain/contract.js';
import {holds, type DeviceList} from '../domain/device-list.js';
import type {PasswordWeakness} from '../domain/password-rules.js';
import {isDeveloperProblem, leavesOutcomeUnknown, type Problem, type Result} from '../domain/problems.js';
import {fail, failUnchanged} from './enroll-failure.js';
import {begin, isLoading, listRead, pendingChecked, restartWithout, statusLoaded} from './enroll-loading.js';
import {
  accountProved,
  checkProofs,
  chosen,
  createPassword,
  proofsChecked,
  proveAccount,
  tokensOf,
} from './enroll-proofs.js';
import type {EnrollEvent, EnrollRequest, EnrollState, EnrollTransition} from './enroll-state.js';

type At<Step extends EnrollState['step']> = Extract<EnrollState, {step: Step}>;

const emptyRequest: EnrollRequest = {accounts: [], channel: '', deviceName: '', stepUp: false};

export const initialEnrollState: EnrollState = {step: 'idle', request: emptyRequest, attempt: 0};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function enroll(state: EnrollState, event: EnrollEvent): EnrollTransition {
  switch (event.type) {
    case 'start':
      return start(state, event.request, event.configProblem);
    case 'stop':
      return state.step === 'idle'
        ? [state]
        : [{step: 'idle', ...common(state)}, {type: 'abort'}, {type: 'forget-password'}];
    case 'accept-terms':
      return state.step === 'terms' ? [{step: 'proving', ...withStatus(state)}] : [state];
    case 'proved':
      if (state.step === 'proving-account') return accountProved(state, event.grant);
      return state.step === 'proving' ? proved(state, event.grant) : [state];
    case 'stepped-up':
      return state.step === 'stepping-up' ? steppedUp(state, event.passed) : [state];
    case 'choose-accounts':
      return state.step === 'choosing-accounts' ? chooseAccounts(state, event.accounts) : [state];
    case 'prove-accounts':
      return state.step === 'needing-proofs' ? proveAccount(state, state.missing) : [state];
    case 'choose-again':
      return chooseAgain(state);
    case 'choose-password':
      return state.step === 'creating-password' ? choosePassword(state, event.refusals) : [state];
    case 'confirm-password':
      return state.step === 'confirming-password' ? confirmPassword(state, event.matches) : [state];
    case 'change-password':
      return state.step === 'confirming-password' ? createPassword(state) : [state];
    case 'enter-password':
      return enterPassword(state);
    case 'abandon':
      return state.step === 'resuming' ? restartWithout(state) : [state];
    case 'retry':
      return retry(state);
    case 'dismiss':
      return dismiss(state);
    case 'list-read':
      return isLoading(state, 'list', event) ? listRead(state, event.result) : [state];
    case 'pending-checked':
      return isLoading(state, 'pending', event) ? pendingChecked(state, event.result) : [state];
    case 'status-loaded':
      return isLoading(state, 'status', event) ? statusLoaded(state, event.result) : [state];
    case 'proofs-checked':
      return event.attempt === state.attempt ? proofsChecked(state, event.result) : [state];
    case 'unlocked':
      return event.attempt === state.attempt ? unlocked(state, event.result) : [state];
    case 'registered':
      return isActivating(state, 'registering', event) ? registered(state, event.result) : [state];
    case 'secured':
      return isActivating(state, 'securing', event) ? secured(state, event.result) : [state];
    case 'activated':
      return event.attempt === state.attempt ? activated(state, event.result) : [state];
    case 'finished':
      return event.attempt === state.attempt ? finished(state, event.result) : [state];
  }
}

const common = ({request, attempt}: EnrollState) => ({request, attempt});
const withStatus = ({request, attempt, status, list}: At<'terms'>) => ({request, attempt, status, list});
const isActivating = (
  state: EnrollState,
  phase: At<'activating'>['phase'],
  {attempt}: {attempt: number},
): state is At<'activating'> => state.step === 'activating' && state.phase === phase && state.attempt === attempt;

function start(state: EnrollState, request: EnrollRequest, configProblem: Problem | null): EnrollTransition {
  const fresh = {request, attempt: state.attempt};
  if (configProblem) return [...fail(fresh, configProblem), {type: 'abort'}];
  const [next, ...effects] = begin(fresh);
  const forget = state.step === 'idle' ? [] : [{type: 'forget-password'} as const];
  return [next, {type: 'abort'}, ...forget, ...effects];
}

function proved(state: At<'proving'>, grant: Grant): EnrollTransition {
  if (grant.purpose !== 'enroll') return [state];
  if (state.request.stepUp)
    return [
      {...state, step: 'stepping-up', grant, further: []},
      {type: 'step-up', grant},
    ];
  return offerAccounts({...state, grant, further: []});
}

function steppedUp(state: At<'stepping-up'>, passed: boolean): EnrollTransition {
  return passed ? offerAccounts(state) : failUnchanged(state, {code: 'step_up_required'});
}

type Choice = Omit<At<'choosing-accounts'>, 'step'>;

function choosing({request, attempt, status, list, grant, further}: Choice): At<'choosing-accounts'> {
  return {step: 'choosing-accounts', request, attempt, status, list, grant, further};
}

/** The accounts that this device does not hold yet. */
export const openAccounts = ({request, list}: Choice): readonly string[] =>
  request.accounts.filter((account) => !holds(list, account));

/** With one account there is nothing to choose. */
function offerAccounts(from: Choice): EnrollTransition {
  const open = openAccounts(from);
  return open.length === 1 ? chooseAccounts(choosing(from), open) : [choosing(from)];
}

function chooseAccounts(state: At<'choosing-accounts'>, accounts: readonly string[]): EnrollTransition {
  const known = accounts.filter((account) => state.request.accounts.includes(account));
  if (known.length === 0) return [state];
  return checkProofs({...state, accounts: known}, false);
}

/** What is proved by then need not be proved again. */
function chooseAgain(state: EnrollState): EnrollTransition {
  if (state.step !== 'needing-proofs' && state.step !== 'proving-account') return [state];
  return openAccounts(state).length === 1 ? dismiss(state) : [choosing(state)];
}

function choosePassword(state: At<'creating-password'>, refusals: readonly PasswordWeakness[]): EnrollTransition {
  if (refusals.length > 0) return [{...state, refusals}];
  const {refusals: _, ...rest} = state;
  return [{...rest, step: 'confirming-password', mismatch: false}];
}

function confirmPassword(state: At<'confirming-password'>, matches: boolean): EnrollTransition {
  return matches ? register(state) : [{...state, mismatch: true}];
}

function enterPassword(state: EnrollState): EnrollTransition {
  const attempt = state.attempt + 1;
  if (state.step === 'entering-password') {
    const {problem: _, ...rest} = state;
    return [
      {...rest, step: 'unlocking', attempt},
      {type: 'unlock', attempt},
    ];
  }
  if (state.step !== 'resuming') return [state];
  const {request, status, list} = state;
  return [
    {step: 'resuming-activation', request, attempt, status, list, phase: 'unlocking'},
    {type: 'unlock', attempt},
  ];
}

function unlocked(state: EnrollState, result: Result<null>): EnrollTransition {
  if (state.step === 'unlocking')
    return result.ok
      ? register(state)
      : askAgain(result.problem)
        ? [{...state, step: 'entering-password', problem: result.problem}]
        : failUnchanged(state, result.problem);
  if (state.step !== 'resuming-activation' || state.phase !== 'unlocking') return [state];
  const {request, status, list, attempt} = state;
  if (result.ok) return activate(state, list.pending?.enrolment ?? '');
  return status && askAgain(result.problem)
    ? [{step: 'resuming', request, attempt, status, list, problem: result.problem}]
    : failUnchanged(state, result.problem);
}

/** The password can be tried once more, or the call that tests it can. */
const askAgain = (problem: Problem) =>
  problem.code === 'wrong_password' || problem.code === 'rate_limited' || leavesOutcomeUnknown(problem);

function register(state: At<'confirming-password' | 'unlocking'>): EnrollTransition {
  const {request, list, accounts} = state;
  const attempt = state.attempt + 1;
  return [
    {...chosen(state), attempt, step: 'activating', phase: 'registering', enrolment: null},
    {
      type: 'register',
      attempt,
      grants: tokensOf(state),
      accounts,
      deviceName: request.deviceName,
      device: list?.device ?? null,
    },
  ];
}

function registered(state: At<'activating'>, result: Result<Enrolment>): EnrollTransition {
  if (!result.ok) return failUnchanged(state, result.problem);
  const attempt = state.attempt + 1;
  const enrolment = result.value;
  return [
    {...state, attempt, phase: 'securing', enrolment},
    {type: 'secure', attempt, enrolment},
  ];
}

function secured(state: At<'activating'>, result: Result<null>): EnrollTransition {
  if (!result.ok || !state.enrolment)
    return failUnchanged(state, result.ok ? {code: 'malformed_answer'} : result.problem);
  return activate(state, state.enrolment.id);
}

function activate(state: At<'activating' | 'resuming-activation'>, enrolment: string): EnrollTransition {
  const attempt = state.attempt + 1;
  return [
    {...state, attempt, phase: 'activating'},
    {type: 'activate', attempt, enrolment},
  ];
}

/** Not heard is not failed: the pending record stays, and a fresh start asks the endpoint how far it got. */
function activated(state: EnrollState, result: Result<Device>): EnrollTransition {
  if ((state.step !== 'activating' && state.step !== 'resuming-activation') || state.phase !== 'activating')
    return [state];
  if (!result.ok)
    return leavesOutcomeUnknown(result.problem)
      ? fail(state, result.problem)
      : [...failUnchanged(state, result.problem), {type: 'discard-pending'}];
  const attempt = state.attempt + 1;
  return [
    {...state, attempt, phase: 'finishing'},
    {type: 'finish', attempt},
  ];
}

function finished(state: EnrollState, result: Result<null>): EnrollTransition {
  if ((state.step !== 'activating' && state.step !== 'resuming-activation') || state.phase !== 'finishing')
    return [state];
  if (!result.ok) return fail(state, result.problem);
  const {request, attempt} = state;
  const accounts = 'accounts' in state ? state.accounts : pendingAccounts(state.list);
  const derivatives = 'status' in state && state.status?.derivatives?.synchronized === false;
  return [
    {step: 'done', request, attempt, accounts, derivatives},
    {type: 'forget-password', staysOpen: true},
    {type: 'emit-enrolled', accounts},
  ];
}

const pendingAccounts = ({entries}: DeviceList) =>
  entries.filter(({state}) => state === 'pending').map(({account}) => account);

/** What only the host page can mend does not go away by trying again. */
function retry(state: EnrollState): EnrollTransition {
  if (state.step === 'dismissed') return start(state, state.request, state.configProblem ?? null);
  const isHopeful = state.step === 'failed' && !isDeveloperProblem(state.problem);
  return isHopeful ? start(state, state.request, null) : [state];
}

const undismissable = new Set<EnrollState['step']>(['idle', 'done', 'dismissed']);

function dismiss(state: EnrollState): EnrollTransition {
  if (undismissable.has(state.step)) return [state];
  const configProblem =
    state.step === 'failed' && isDeveloperProblem(state.problem) ? {configProblem: state.problem} : {};
  return [
    {step: 'dismissed', ...common(state), ...configProblem},
    {type: 'abort'},
    {type: 'forget-password'},
    {type: 'emit-dismissed'},
  ];
}
