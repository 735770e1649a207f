import type {AuthenticationStatus, Grant} from '../domain/contract.js';
import {isDeveloperProblem, leavesOutcomeUnknown, type Problem, type Result} from '../domain/problems.js';
import type {Cancelled, CancelEvent, CancelRequest, CancelState, CancelTransition} from './cancel-state.js';

type At<Step extends CancelState['step']> = Extract<CancelState, {step: Step}>;

const emptyRequest: CancelRequest = {accounts: [], channel: ''};

export const initialCancelState: CancelState = {step: 'idle', request: emptyRequest, attempt: 0};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function cancel(state: CancelState, event: CancelEvent): CancelTransition {
  switch (event.type) {
    case 'start':
      return start(state, event.request, event.configProblem);
    case 'stop':
      return state.step === 'idle' ? [state] : [{step: 'idle', ...common(state)}, {type: 'abort'}];
    case 'choose-account':
      return state.step === 'choosing-account' && state.request.accounts.includes(event.account)
        ? load(state, event.account)
        : [state];
    case 'proceed':
      return state.step === 'consequences' ? [{...withStatus(state), step: 'proving'}] : [state];
    case 'back':
      return state.step === 'proving' ? askFirst(state, null) : [state];
    case 'proved':
      return state.step === 'proving' ? proved(state, event.grant) : [state];
    case 'clean-up':
      return state.step === 'done' && !state.cleaned ? cleanUp(state, state.cancelled) : [state];
    case 'retry':
      return retry(state);
    case 'dismiss':
      return dismiss(state);
    case 'loaded':
      return event.attempt === state.attempt ? loaded(state, event.result) : [state];
    case 'cancelled':
      return state.step === 'cancelling' && event.attempt === state.attempt ? cancelled(state, event.result) : [state];
    case 'cleaned':
      return state.step === 'cleaning' && event.attempt === state.attempt ? cleaned(state, event.result) : [state];
  }
}

const common = ({request, attempt}: CancelState) => ({request, attempt});
const withStatus = ({request, attempt, account, status}: Omit<At<'proving'>, 'step'>) => ({
  request,
  attempt,
  account,
  status,
});

function start(state: CancelState, request: CancelRequest, configProblem: Problem | null): CancelTransition {
  const fresh = {request, attempt: state.attempt};
  if (configProblem) return [...fail(fresh, configProblem, null), {type: 'abort'}];
  const [only, ...others] = request.accounts;
  if (only === undefined) return [{step: 'idle', ...fresh}, {type: 'abort'}];
  return others.length > 0 ? [{step: 'choosing-account', ...fresh}, {type: 'abort'}] : load(fresh, only);
}

function load({request, attempt: before}: Pick<CancelState, 'request' | 'attempt'>, account: string): CancelTransition {
  const attempt = before + 1;
  return [
    {step: 'loading', request, attempt, account},
    {type: 'load', attempt, account, channel: request.channel},
  ];
}

function loaded(state: CancelState, result: Result<AuthenticationStatus>): CancelTransition {
  if (state.step !== 'loading' && state.step !== 'checking') return [state];
  const heard = result.ok && !isAbout(result.value, state) ? malformed : result;
  return state.step === 'loading' ? begin(state, heard) : checked(state, heard);
}

const malformed = {ok: false, problem: {code: 'malformed_answer'}} as const;

const isAbout = ({account, channel}: AuthenticationStatus, asked: {account: string; request: CancelRequest}) =>
  account === asked.account && channel === asked.request.channel;

const isOnKbOtp = ({kbOtp}: AuthenticationStatus) => kbOtp.state !== 'none';

function begin({request, attempt, account}: At<'loading'>, result: Result<AuthenticationStatus>): CancelTransition {
  if (!result.ok) return fail({request, attempt}, result.problem, account);
  const status = result.value;
  const here = {request, attempt, account, status};
  if (!isOnKbOtp(status)) return [{...here, step: 'not-enrolled'}];
  return askFirst(here, null);
}

/** Says what will happen before it asks for the proof. */
function askFirst(from: Omit<At<'proving'>, 'step'>, notice: Problem | null): CancelTransition {
  const here = withStatus(from);
  const {methods, previousMethod} = here.status;
  if (previousMethod === null || methods.length === 0) return [{...here, step: 'unavailable'}];
  return [
    {...here, step: 'consequences', notice},
    ...(notice ? [{type: 'emit-problem', problem: notice} as const] : []),
  ];
}

function proved(state: At<'proving'>, grant: Grant): CancelTransition {
  const {account, request} = state;
  if (grant.purpose !== 'cancel' || grant.account !== account) return [state];
  const attempt = state.attempt + 1;
  return [
    {...withStatus(state), step: 'cancelling', attempt},
    {type: 'cancel', attempt, request: {account, channel: request.channel, grant: grant.token}},
  ];
}

/** Given up by somebody or something else in the meantime is given up all the same. */
function cancelled(state: At<'cancelling'>, result: Result<AuthenticationStatus>): CancelTransition {
  if (result.ok) {
    const status = result.value;
    const isTold = isAbout(status, state) && !isOnKbOtp(status);
    return isTold ? cleanUp({...state, status}, 'now') : check(state, malformed.problem);
  }
  const {problem} = result;
  if (problem.code === 'not_enrolled') return cleanUp(state, 'already');
  if (leavesOutcomeUnknown(problem)) return check(state, problem);
  if (problem.code === 'grant_required') return askFirst(state, problem);
  return fail(state, problem, state.account);
}

/** Not heard is not failed, and the cancellation is not sent again blindly: the status says what became of it. */
function check(from: Omit<At<'proving'>, 'step'>, cause: Problem): CancelTransition {
  const attempt = from.attempt + 1;
  const {account, request} = from;
  return [
    {...withStatus(from), step: 'checking', attempt, cause},
    {type: 'load', attempt, account, channel: request.channel},
  ];
}

function checked(state: At<'checking'>, result: Result<AuthenticationStatus>): CancelTransition {
  if (!result.ok) {
    const {problem} = result;
    return [
      {...withStatus(state), step: 'outcome-unknown', cause: problem},
      {type: 'emit-problem', problem},
    ];
  }
  const status = result.value;
  return isOnKbOtp(status) ? askFirst({...state, status}, state.cause) : cleanUp({...state, status}, 'now');
}

function cleanUp(from: Omit<At<'proving'>, 'step'>, how: Cancelled): CancelTransition {
  const attempt = from.attempt + 1;
  return [
    {...withStatus(from), step: 'cleaning', attempt, cancelled: how},
    {type: 'clean-up', attempt, account: from.account},
  ];
}

/** The account has left KB-OTP whether or not the device could forget it. */
function cleaned(state: At<'cleaning'>, result: Result<void>): CancelTransition {
  const {account, cancelled: how} = state;
  return [
    {...withStatus(state), step: 'done', cancelled: how, cleaned: result.ok},
    {type: 'emit-cancelled', account, cleaned: result.ok},
    ...(result.ok ? [] : [{type: 'emit-problem', problem: result.problem} as const]),
  ];
}

/** A call that is under way may arrive all the same, so nothing is promised to whoever walks out of it. */
function dismiss(state: CancelState): CancelTransition {
  if (state.step === 'idle' || state.step === 'done' || state.step === 'dismissed') return [state];
  if (state.step === 'cleaning') {
    const [done, ...effects] = cleaned(state, {ok: false, problem: {code: 'storage_failed'}});
    return [done, {type: 'abort'}, ...effects];
  }
  return [
    {step: 'dismissed', ...common(state), unsure: unsettled.has(state.step), configProblem: configProblemOf(state)},
    {type: 'abort'},
    {type: 'emit-dismissed'},
  ];
}

const unsettled = new Set<CancelState['step']>(['cancelling', 'checking', 'outcome-unknown']);

const configProblemOf = (state: CancelState): Problem | null =>
  state.step === 'failed' && isDeveloperProblem(state.problem) ? state.problem : null;

function fail(
  {request, attempt}: Pick<CancelState, 'request' | 'attempt'>,
  problem: Problem,
  account: string | null,
): CancelTransition {
  return [
    {step: 'failed', request, attempt, problem, account},
    {type: 'emit-problem', problem},
  ];
}

/** What only the host page can mend does not go away by trying again. */
function retry(state: CancelState): CancelTransition {
  if (state.step === 'dismissed') return start(state, state.request, state.configProblem);
  if (state.step === 'outcome-unknown') return check(state, state.cause);
  if (state.step !== 'failed' || isDeveloperProblem(state.problem)) return [state];
  return state.account === null ? start(state, state.request, null) : load(state, state.account);
}
