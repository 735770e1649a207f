import type {AuthenticationStatus, Grant} from '../domain/contract.js';
import {leavesOutcomeUnknown, type Problem, type Result} from '../domain/problems.js';
import type {
  SynchronizeEvent,
  SynchronizeRequest,
  SynchronizeState,
  SynchronizeTransition,
} from './synchronize-state.js';

type At<Step extends SynchronizeState['step']> = Extract<SynchronizeState, {step: Step}>;
type Known = Omit<At<'proving'>, 'step'>;

export const initialSynchronizeState: SynchronizeState = {
  step: 'idle',
  request: {account: '', channel: ''},
  attempt: 0,
};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function synchronize(state: SynchronizeState, event: SynchronizeEvent): SynchronizeTransition {
  switch (event.type) {
    case 'start':
      return load(state, event.request);
    case 'stop':
      return state.step === 'idle' ? [state] : [{step: 'idle', ...common(state)}, {type: 'abort'}];
    case 'proceed':
      return state.step === 'explaining' ? [{...known(state), step: 'proving'}] : [state];
    case 'back':
      return state.step === 'proving' ? explain(state, null) : [state];
    case 'proved':
      return state.step === 'proving' ? proved(state, event.grant) : [state];
    case 'retry':
      return retry(state);
    case 'decline':
      return isOver.has(state.step)
        ? [state]
        : [{step: 'declined', ...common(state)}, {type: 'abort'}, {type: 'emit-dismissed'}];
    case 'loaded':
      return event.attempt === state.attempt ? loaded(state, event.result) : [state];
    case 'synchronized':
      return state.step === 'synchronizing' && event.attempt === state.attempt
        ? synchronized(state, event.result)
        : [state];
  }
}

const common = ({request, attempt}: SynchronizeState) => ({request, attempt});
const known = ({request, attempt, status}: Known) => ({request, attempt, status});
const isOver = new Set<SynchronizeState['step']>(['idle', 'declined', 'done']);

function load(
  {attempt: before}: Pick<SynchronizeState, 'attempt'>,
  request: SynchronizeRequest,
): SynchronizeTransition {
  const attempt = before + 1;
  return [{step: 'loading', request, attempt}, {type: 'abort'}, {type: 'load', attempt, ...request}];
}

function loaded(state: SynchronizeState, result: Result<AuthenticationStatus>): SynchronizeTransition {
  if (state.step !== 'loading' && state.step !== 'checking') return [state];
  const heard = result.ok && !isAbout(result.value, state.request) ? malformed : result;
  if (state.step === 'checking') return checked(state, heard);
  return heard.ok ? begin({...common(state), status: heard.value}) : fail(state, heard.problem);
}

const malformed = {ok: false, problem: {code: 'malformed_answer'}} as const;

const isAbout = (status: AuthenticationStatus, {account, channel}: SynchronizeRequest) =>
  status.account === account && status.channel === channel;

function begin(here: Known): SynchronizeTransition {
  const {kbOtp, derivatives} = here.status;
  if (derivatives === null) return [{...here, step: 'no-derivatives'}];
  if (kbOtp.state !== 'active') return [{...here, step: 'base-not-enrolled'}];
  return derivatives.synchronized ? [{...here, step: 'in-sync'}] : explain(here, null);
}

/** Says what it does, and that trading goes on without it, before it asks for the proof. */
function explain(from: Known, notice: Problem | null): SynchronizeTransition {
  return [
    {...known(from), step: 'explaining', notice},
    ...(notice ? [{type: 'emit-problem', problem: notice} as const] : []),
  ];
}

function proved(state: At<'proving'>, grant: Grant): SynchronizeTransition {
  const {account, channel} = state.request;
  if (grant.purpose !== 'synchronize' || grant.account !== account) return [state];
  const attempt = state.attempt + 1;
  return [
    {...known(state), step: 'synchronizing', attempt},
    {type: 'synchronize', attempt, request: {account, channel, grant: grant.token}},
  ];
}

function synchronized(state: At<'synchronizing'>, result: Result<AuthenticationStatus>): SynchronizeTransition {
  if (result.ok) {
    const status = result.value;
    const isTold = isAbout(status, state.request) && status.derivatives?.synchronized === true;
    return isTold ? done({...state, status}) : check(state, malformed.problem);
  }
  const {problem} = result;
  // The account has changed under the customer's hands: what it is like now says what to tell them.
  if (problem.code === 'not_enrolled' || problem.code === 'state_conflict') return load(state, state.request);
  if (leavesOutcomeUnknown(problem)) return check(state, problem);
  return problem.code === 'grant_required' ? explain(state, problem) : fail(state, problem);
}

/** Not heard is not failed: the status says what became of it. */
function check(from: Known, cause: Problem): SynchronizeTransition {
  const attempt = from.attempt + 1;
  return [
    {...known(from), step: 'checking', attempt, cause},
    {type: 'load', attempt, ...from.request},
  ];
}

function checked(state: At<'checking'>, result: Result<AuthenticationStatus>): SynchronizeTransition {
  if (!result.ok) {
    const {problem} = result;
    return [
      {...known(state), step: 'outcome-unknown', cause: problem},
      {type: 'emit-problem', problem},
    ];
  }
  const here = {...known(state), status: result.value};
  return result.value.derivatives?.synchronized ? done(here) : explain(here, state.cause);
}

const done = (here: Known): SynchronizeTransition => [
  {...known(here), step: 'done'},
  {type: 'emit-synchronized', account: here.request.account},
];

function fail(
  {request, attempt}: Pick<SynchronizeState, 'request' | 'attempt'>,
  problem: Problem,
): SynchronizeTransition {
  return [
    {step: 'failed', request, attempt, problem},
    {type: 'emit-problem', problem},
  ];
}

function retry(state: SynchronizeState): SynchronizeTransition {
  if (state.step === 'outcome-unknown') return check(state, state.cause);
  const isAskable = state.step === 'failed' || state.step === 'declined' || state.step === 'base-not-enrolled';
  return isAskable ? load(state, state.request) : [state];
}
