import type {DeviceList} from '../domain/device-list.js';
import type {Problem, Result} from '../domain/problems.js';
import type {DeviceCodeEvent, DeviceCodeRequest, DeviceCodeState, DeviceCodeTransition} from './device-code-state.js';

type At<Step extends DeviceCodeState['step']> = Extract<DeviceCodeState, {step: Step}>;

export const initialDeviceCodeState: DeviceCodeState = {
  step: 'idle',
  request: {account: '', device: null},
  attempt: 0,
  typing: false,
};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function deviceCode(state: DeviceCodeState, event: DeviceCodeEvent): DeviceCodeTransition {
  switch (event.type) {
    case 'start':
      return look({...state, typing: false}, event.request);
    case 'stop':
      return state.step === 'idle'
        ? [state]
        : [
            {...initialDeviceCodeState, request: state.request, attempt: state.attempt},
            {type: 'abort'},
            {type: 'lock'},
          ];
    case 'list-changed':
      return atRest.has(state.step) ? look(state, state.request) : [state];
    case 'use':
      return state.step === 'offered' ? [{...withList(state), typing: false, step: 'asking', problem: null}] : [state];
    case 'unlock':
      return state.step === 'asking' && (event.by === 'password' || state.list.passkey)
        ? unlock(state, event.by)
        : [state];
    case 'back':
      return typeInstead(state);
    case 'refused':
      return state.step === 'handed' ? refused(state, event) : [state];
    case 'due':
      return state.step === 'waiting' ? make(state) : [state];
    case 'locked':
      return locked(state);
    case 'list-read':
      return state.step === 'looking' && event.attempt === state.attempt ? listRead(state, event.result) : [state];
    case 'made':
      return (state.step === 'unlocking' || state.step === 'making') && event.attempt === state.attempt
        ? made(state, event.result)
        : [state];
  }
}

const atRest = new Set<DeviceCodeState['step']>(['looking', 'absent', 'superseded', 'offered']);

const mayGoBack = new Set<DeviceCodeState['step']>(['asking', 'unlocking', 'waiting', 'making']);

type Refusal = Extract<DeviceCodeEvent, {type: 'refused'}>;
type Listed = Extract<DeviceCodeState, {list: DeviceList}>;

const withList = ({request, attempt, typing, list}: Listed) => ({request, attempt, typing, list});

function look({attempt: before, typing}: DeviceCodeState, request: DeviceCodeRequest): DeviceCodeTransition {
  const attempt = before + 1;
  return [{step: 'looking', request, attempt, typing}, {type: 'abort'}, {type: 'lock'}, {type: 'read-list', attempt}];
}

/** Asked at once where this device holds the account; a customer who types a code from elsewhere is not interrupted. */
function listRead({request, attempt, typing}: At<'looking'>, result: Result<DeviceList | null>): DeviceCodeTransition {
  const here = {request, attempt, typing};
  if (!result.ok) return [{...here, step: 'absent', problem: result.problem}];
  const list = result.value;
  const entry = list?.entries.find(({account}) => account === request.account);
  if (!list || !entry || entry.state === 'pending') return [{...here, step: 'absent', problem: null}];
  const isHere = request.device === null || request.device === list.device;
  if (entry.state !== 'active' || !isHere) return [{...here, list, step: 'superseded'}];
  return [typing ? {...here, list, step: 'offered'} : {...here, list, step: 'asking', problem: null}];
}

function typeInstead(state: DeviceCodeState): DeviceCodeTransition {
  if (mayGoBack.has(state.step) && 'list' in state)
    return [{...withList(state), typing: true, step: 'offered'}, {type: 'abort'}, {type: 'lock'}];
  const isInTheWay = !state.typing && (state.step === 'absent' || state.step === 'disabled');
  return isInTheWay ? [{...state, typing: true}] : [state];
}

function unlock(state: At<'asking'>, by: 'password' | 'passkey'): DeviceCodeTransition {
  const attempt = state.attempt + 1;
  return [
    {...withList(state), attempt, step: 'unlocking', by},
    {type: 'unlock', attempt, by, account: state.request.account},
  ];
}

function made(state: At<'unlocking' | 'making'>, result: Result<number>): DeviceCodeTransition {
  if (result.ok) return [{...withList(state), step: 'handed', next: result.value, again: state.step === 'making'}];
  const {problem} = result;
  const told = [{type: 'lock'}, {type: 'emit-problem', problem}] as const;
  // Locked by itself in between: nothing is wrong, it has to be opened again.
  if (problem.code === 'vault_locked') return [{...withList(state), step: 'asking', problem: null}, {type: 'lock'}];
  const step = dead[problem.code] ?? 'asking';
  const {request, attempt, typing} = state;
  if (step === 'absent') return [{request, attempt, typing, step, problem}, ...told];
  return [step === 'asking' ? {...withList(state), step, problem} : {...withList(state), step}, ...told];
}

/**
 * A used code has a successor, which is waited for once: an endpoint that refuses that one too is not asked on and on.
 * The successor is another code, whatever moment the endpoint told. Any other code that was refused can be made anew.
 */
function refused(state: At<'handed'>, {at, usedUntil}: Refusal): DeviceCodeTransition {
  if (usedUntil === null || state.again) return [{...withList(state), typing: true, step: 'offered'}, {type: 'lock'}];
  return [{...withList(state), step: 'waiting', since: at, until: Math.max(usedUntil, state.next)}];
}

function locked(state: DeviceCodeState): DeviceCodeTransition {
  if (state.step === 'handed') return [{...withList(state), typing: true, step: 'offered'}];
  return state.step === 'waiting' ? [{...withList(state), step: 'asking', problem: null}] : [state];
}

function make(state: At<'waiting'>): DeviceCodeTransition {
  const attempt = state.attempt + 1;
  return [
    {...withList(state), attempt, step: 'making'},
    {type: 'make', attempt, account: state.request.account},
  ];
}

/** After these no password helps. */
const dead: Partial<Record<Problem['code'], 'absent' | 'disabled' | 'superseded'>> = {
  device_disabled: 'disabled',
  device_superseded: 'superseded',
  not_enrolled: 'superseded',
  vault_missing: 'absent',
  vault_damaged: 'absent',
};
