import type {ApprovalReason} from '../domain/contract.js';
import {leavesOutcomeUnknown, type Problem, type Result} from '../domain/problems.js';
import type {RefusedScan} from '../domain/scan.js';
import type {ScanEnd, ScanEvent, ScanState, ScanTransition} from './scan-state.js';

type At<Step extends ScanState['step']> = Extract<ScanState, {step: Step}>;
type Event<Type extends ScanEvent['type']> = Extract<ScanEvent, {type: Type}>;
type WithRequest = Extract<ScanState, {until: number}>;

/**
 * Milliseconds for which what was scanned is looked at and answered. A picture is dead within seconds, so that nobody
 * passes it on; whoever has scanned it has to read it. Its challenge, whose end it does not tell, lives about so long.
 */
export const REVIEW = 120_000;
/** Milliseconds after which the digits are shown beside an answer that is still under way. */
const SLOW = 4000;

export const initialScanState: ScanState = {step: 'idle', attempt: 0};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function scan(state: ScanState, event: ScanEvent): ScanTransition {
  switch (event.type) {
    case 'start':
      return [offered(state), {type: 'abort'}];
    case 'stop':
      return state.step === 'idle' ? [state] : [{...initialScanState, attempt: state.attempt}, {type: 'abort'}];
    case 'scan':
      return state.step === 'offered' || state.step === 'blind' ? [aim(state)] : [state];
    case 'camera-on':
      return state.step === 'starting' ? [{...state, step: 'looking', isJudging: false}] : [state];
    case 'camera-off':
      return isAiming(state) ? [{step: 'blind', attempt: state.attempt, why: event.why}, {type: 'abort'}] : [state];
    case 'seen':
      return state.step === 'looking' ? seen(state, event.text) : [state];
    case 'judged':
      return state.step === 'looking' && state.isJudging && event.attempt === state.attempt
        ? [judged(state, event)]
        : [state];
    case 'back':
      return back(state);
    case 'approve':
      return state.step === 'reviewing' || state.step === 'code' ? approve(state, event) : [state];
    case 'reject':
      return state.step === 'reviewing'
        ? [{...withRequest(state), step: 'asking-reason', problem: null, reason: null}]
        : [state];
    case 'give-reason':
      return state.step === 'asking-reason' ? reject(state, event.reason) : [state];
    case 'due':
      return due(state, event.now);
    case 'made':
      return state.step === 'code' && state.next === null && event.attempt === state.attempt
        ? made(state, event.result)
        : [state];
    case 'answered':
      return answered(state, event);
    case 'locked':
      return locked(state);
    case 'done':
      return state.step === 'ended' || state.step === 'code' ? leave(state) : [state];
  }
}

const offered = ({attempt}: ScanState): ScanState => ({step: 'offered', attempt});
const leave = (state: ScanState): ScanTransition => [offered(state), {type: 'abort'}];
const aim = ({attempt}: ScanState, refused: RefusedScan | null = null, text = ''): ScanState => ({
  step: 'starting',
  attempt,
  refused,
  seen: text,
});
const withRequest = ({attempt, request, until, isLocked}: WithRequest) => ({attempt, request, until, isLocked});
const end = (state: WithRequest, how: ScanEnd): ScanState => ({...withRequest(state), step: 'ended', end: how});

const isAiming = (state: ScanState): state is At<'starting' | 'looking'> =>
  state.step === 'starting' || state.step === 'looking';

function seen(state: At<'looking'>, text: string): ScanTransition {
  if (state.isJudging || text === state.seen) return [state];
  const attempt = state.attempt + 1;
  return [
    {...state, attempt, seen: text, isJudging: true},
    {type: 'judge', attempt, text},
  ];
}

function judged(state: At<'looking'>, {scan: found, now}: Event<'judged'>): ScanState {
  if (!found) return {step: 'blind', attempt: state.attempt, why: 'not-loaded'};
  if (found.kind !== 'ours') return {...state, isJudging: false, refused: found};
  const {attempt} = state;
  return {step: 'reviewing', attempt, request: found.request, until: now + REVIEW, isLocked: false, problem: null};
}

function back(state: ScanState): ScanTransition {
  if (state.step === 'asking-reason') return [{...withRequest(state), step: 'reviewing', problem: null}];
  return isAiming(state) || state.step === 'blind' || state.step === 'reviewing' ? leave(state) : [state];
}

/** An attempt of which nothing was heard is made again under its own number, which has one outcome. */
const attemptFor = (state: At<'reviewing' | 'asking-reason' | 'code'>, isSame: boolean): number => {
  const isUnheard =
    'isUnheard' in state ? state.isUnheard : state.problem !== null && leavesOutcomeUnknown(state.problem);
  return isSame && isUnheard ? state.attempt : state.attempt + 1;
};

/** Without a network nobody waits for one. */
function approve(state: At<'reviewing' | 'code'>, {isOnline, again: same, now}: Event<'approve'>): ScanTransition {
  const {request} = state;
  if (!isOnline) return state.step === 'code' ? [state] : show({...state, attempt: state.attempt + 1}, false);
  const attempt = attemptFor(state, same);
  return [
    {...withRequest(state), attempt, step: 'answering', slowAt: now + SLOW, isSlow: false},
    {type: 'approve', attempt, request, again: attempt === state.attempt},
  ];
}

const show = (state: WithRequest, isUnheard: boolean): ScanTransition => [
  {...withRequest(state), step: 'code', next: null, isUnheard},
  {type: 'make', attempt: state.attempt, request: state.request},
];

function reject(state: At<'asking-reason'>, reason: ApprovalReason): ScanTransition {
  const attempt = attemptFor(state, reason === state.reason);
  return [
    {...withRequest(state), attempt, step: 'rejecting', reason},
    {type: 'reject', attempt, request: state.request, reason},
  ];
}

function due(state: ScanState, now: number): ScanTransition {
  switch (state.step) {
    case 'reviewing':
    case 'asking-reason':
      return now < state.until ? [state] : [aim(state, {kind: 'expired', channelName: state.request.channelName})];
    case 'answering':
      return now < state.slowAt || state.isSlow ? [state] : [{...state, isSlow: true}];
    case 'code':
      if (now >= state.until) return [end(state, 'gone'), {type: 'abort'}];
      return state.next === null || now < state.next ? [state] : show(state, state.isUnheard);
    case 'idle':
    case 'offered':
    case 'starting':
    case 'looking':
    case 'blind':
    case 'rejecting':
    case 'ended':
      return [state];
  }
}

function made(state: At<'code'>, result: Result<number>): ScanTransition {
  if (result.ok) return [{...state, next: result.value}];
  const {problem} = result;
  return [
    {...withRequest(state), step: 'reviewing', problem},
    {type: 'emit-problem', problem},
  ];
}

function answered(state: ScanState, {attempt, result}: Event<'answered'>): ScanTransition {
  const isAwaited = (state.step === 'answering' || state.step === 'rejecting') && attempt === state.attempt;
  if (!isAwaited) return [state];
  if (result.ok) return [end(state, state.step === 'answering' ? 'approved' : state.reason)];
  return refused(state, result.problem);
}

/** Whatever has ended it, it was not what was asked for now. The answer to a question is used by nothing else. */
const over = new Set<Problem['code']>(['challenge_expired', 'state_conflict', 'code_replayed']);

/** This device can't answer by itself here, and the page that asks takes the digits all the same. */
const typed = new Set<Problem['code']>([
  'challenge_not_found',
  'not_found',
  'session_expired',
  'step_up_required',
  'rate_limited',
  'misconfigured',
]);

function refused(state: At<'answering' | 'rejecting'>, problem: Problem): ScanTransition {
  const told = {type: 'emit-problem', problem} as const;
  if (over.has(problem.code)) return [end(state, 'gone'), told];
  if (problem.code === 'challenge_locked' || problem.attemptsLeft === 0) return [end(state, 'locked'), told];
  // Locked by itself in between: nothing is wrong, the list has to be opened again.
  if (state.isLocked || problem.code === 'vault_locked') return [offered(state)];
  if (state.step === 'rejecting')
    return [{...withRequest(state), step: 'asking-reason', problem, reason: state.reason}, told];
  const isUnheard = leavesOutcomeUnknown(problem);
  if (!isUnheard && !typed.has(problem.code)) return [{...withRequest(state), step: 'reviewing', problem}, told];
  const [next, ...effects] = show(state, isUnheard);
  return [next, told, ...effects];
}

/** What is under way goes on, and how it ended is told; nothing else outlives the lock. */
function locked(state: ScanState): ScanTransition {
  switch (state.step) {
    case 'idle':
    case 'offered':
      return [state];
    case 'answering':
    case 'rejecting':
    case 'ended':
      return state.isLocked ? [state] : [{...state, isLocked: true}];
    case 'starting':
    case 'looking':
    case 'blind':
    case 'reviewing':
    case 'code':
    case 'asking-reason':
      return leave(state);
  }
}
