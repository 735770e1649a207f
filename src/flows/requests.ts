import type {ApprovalReason, ApprovalRequest} from '../domain/contract.js';
import {leavesOutcomeUnknown, type Problem, type Result} from '../domain/problems.js';
import type {RequestEnd, RequestsEvent, RequestsState, RequestsTransition} from './requests-state.js';

type At<Step extends RequestsState['step']> = Extract<RequestsState, {step: Step}>;
type WithRequest = Extract<RequestsState, {request: ApprovalRequest}>;

export const initialRequestsState: RequestsState = {step: 'idle', attempt: 0, waiting: [], ended: [], isOpen: false};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function requests(state: RequestsState, event: RequestsEvent): RequestsTransition {
  switch (event.type) {
    case 'start':
      return [{...common(state), step: 'waiting'}, {type: 'abort'}];
    case 'stop':
      return state.step === 'idle' ? [state] : [{...initialRequestsState, attempt: state.attempt}, {type: 'abort'}];
    case 'found':
      return found(state, event.requests);
    case 'opened':
      return event.isOpen === state.isOpen ? [state] : opened({...state, isOpen: event.isOpen});
    case 'open':
      return state.step === 'waiting' && state.isOpen ? open(state, event.id) : [state];
    case 'choose':
      return state.step === 'choosing' ? choose(state, event.id) : [state];
    case 'back':
      return back(state);
    case 'approve':
      return state.step === 'reviewing' ? approve(state, event.again) : [state];
    case 'reject':
      return state.step === 'reviewing'
        ? [{...withRequest(state), step: 'asking-reason', problem: null, reason: null}]
        : [state];
    case 'give-reason':
      return state.step === 'asking-reason' ? reject(state, event.reason) : [state];
    case 'due':
      return isLookedAt(state) ? [end(state, 'gone')] : [state];
    case 'done':
      return state.step === 'ended' ? [{...common(state), step: 'waiting'}] : [state];
    case 'answered':
      return answered(state, event);
  }
}

const common = ({attempt, waiting, ended, isOpen}: RequestsState) => ({attempt, waiting, ended, isOpen});
const withRequest = (state: WithRequest) => ({...common(state), request: state.request});

/** It is on the screen, and nothing is under way about it. */
const isLookedAt = (state: RequestsState): state is At<'reviewing' | 'asking-reason'> =>
  state.step === 'reviewing' || state.step === 'asking-reason';

const end = (state: WithRequest, how: RequestEnd): RequestsState => {
  const {id} = state.request;
  const waiting = state.waiting.filter((one) => one.id !== id);
  return {...withRequest(state), waiting, ended: [...state.ended, id], step: 'ended', end: how};
};

/** What is looked at is told to have gone; what is under way is left to its own answer. */
function found(before: RequestsState, named: readonly ApprovalRequest[]): RequestsTransition {
  const waiting = named.filter(({id}) => !before.ended.includes(id));
  const state = {...before, waiting};
  if (state.step === 'choosing') {
    const isShown = ({id}: ApprovalRequest) => state.shown.some((one) => one.id === id);
    return [{...state, shown: [...state.shown, ...waiting.filter((one) => !isShown(one))]}];
  }
  const isThere = !isLookedAt(state) || waiting.some(({id}) => id === state.request.id);
  return [isThere ? state : end(state, 'gone')];
}

/** Whoever picks up the phone of another sees nothing of what is asked for; what was sent goes on. */
function opened(state: RequestsState): RequestsTransition {
  const isSeen = state.step === 'choosing' || isLookedAt(state);
  return [isSeen && !state.isOpen ? {...common(state), step: 'waiting'} : state];
}

function open(state: At<'waiting'>, id: string | undefined): RequestsTransition {
  const [request, ...others] = id === undefined ? state.waiting : state.waiting.filter((one) => one.id === id);
  if (!request) return [state];
  return [
    others.length > 0
      ? {...common(state), step: 'choosing', shown: state.waiting}
      : {...common(state), step: 'reviewing', request, problem: null},
  ];
}

function choose(state: At<'choosing'>, id: string): RequestsTransition {
  const request = state.shown.find((one) => one.id === id);
  if (!request) return [state];
  const chosen = {...common(state), step: 'reviewing', request, problem: null} as const;
  return [state.waiting.some((one) => one.id === id) ? chosen : end(chosen, 'gone')];
}

function back(state: RequestsState): RequestsTransition {
  if (state.step === 'asking-reason') return [{...withRequest(state), step: 'reviewing', problem: null}];
  return state.step === 'choosing' || state.step === 'reviewing' ? [{...common(state), step: 'waiting'}] : [state];
}

/** An attempt of which nothing was heard is made again under its own number, which has one outcome. */
const attemptFor = ({attempt, problem}: At<'reviewing' | 'asking-reason'>, isSame: boolean): number =>
  isSame && problem !== null && leavesOutcomeUnknown(problem) ? attempt : attempt + 1;

function approve(state: At<'reviewing'>, same: boolean): RequestsTransition {
  const attempt = attemptFor(state, same);
  const again = attempt === state.attempt;
  return [
    {...withRequest(state), attempt, step: 'approving'},
    {type: 'approve', attempt, request: state.request, again},
  ];
}

function reject(state: At<'asking-reason'>, reason: ApprovalReason): RequestsTransition {
  const attempt = attemptFor(state, reason === state.reason);
  return [
    {...withRequest(state), attempt, step: 'rejecting', reason},
    {type: 'reject', attempt, request: state.request, reason},
  ];
}

function answered(state: RequestsState, {attempt, result}: {attempt: number; result: Result<unknown>}) {
  const isAwaited = (state.step === 'approving' || state.step === 'rejecting') && attempt === state.attempt;
  if (!isAwaited) return [state] as const;
  if (result.ok) return [end(state, state.step === 'approving' ? 'approved' : state.reason)] as const;
  return refused(state, result.problem);
}

/** Whatever has ended it, it was not what was asked for now. */
const over = new Set<Problem['code']>(['challenge_expired', 'challenge_not_found', 'state_conflict']);

function refused(state: At<'approving' | 'rejecting'>, problem: Problem): RequestsTransition {
  const told = {type: 'emit-problem', problem} as const;
  // The answer to a question is used by nothing but an approval.
  const isAnswered = problem.code === 'code_replayed' && state.request.question !== undefined;
  if (over.has(problem.code) || isAnswered) return [end(state, 'gone'), told];
  if (problem.code === 'challenge_locked' || problem.attemptsLeft === 0) return [end(state, 'locked'), told];
  // Locked by itself in between: nothing is wrong, the list has to be opened again.
  if (!state.isOpen || problem.code === 'vault_locked') return [{...common(state), step: 'waiting'}];
  return state.step === 'approving'
    ? [{...withRequest(state), step: 'reviewing', problem}, told]
    : [{...withRequest(state), step: 'asking-reason', problem, reason: state.reason}, told];
}
