import type {DeviceList} from '../domain/device-list.js';
import type {Problem, Result} from '../domain/problems.js';
import type {DeviceCodeEvent, DeviceCodeRequest, DeviceCodeState, DeviceCodeTransition} from './device-code-state.js';

type At<Step extends DeviceCodeState['step']> = Extract<DeviceCodeState, {step: Step}>;

export const initialDeviceCodeState: DeviceCodeState = {
  step: 'idle',
  request: {account: '', device: null},
  attempt: 0,
};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function deviceCode(state: DeviceCodeState, event: DeviceCodeEvent): DeviceCodeTransition {
  switch (event.type) {
    case 'start':
      return look(state, event.request);
    case 'stop':
      return state.step === 'idle'
        ? [state]
        : [{step: 'idle', request: state.request, attempt: state.attempt}, {type: 'abort'}, {type: 'lock'}];
    case 'list-changed':
      return atRest.has(state.step) ? look(state, state.request) : [state];
    case 'use':
      return state.step === 'offered' ? [{...withList(state), step: 'asking', problem: null}] : [state];
    case 'unlock':
      return state.step === 'asking' && (event.by === 'password' || state.list.passkey)
        ? unlock(state, event.by)
        : [state];
    case 'back':
      return state.step === 'asking' || state.step === 'unlocking'
        ? [{...withList(state), step: 'offered'}, {type: 'abort'}, {type: 'lock'}]
        : [state];
    case 'list-read':
      return state.step === 'looking' && event.attempt === state.attempt ? listRead(state, event.result) : [state];
    case 'unlocked':
      return state.step === 'unlocking' && event.attempt === state.attempt ? unlocked(state, event.result) : [state];
  }
}

const atRest = new Set<DeviceCodeState['step']>(['looking', 'absent', 'superseded', 'offered']);

const withList = ({request, attempt, list}: At<'offered' | 'asking' | 'unlocking'>) => ({request, attempt, list});

function look({attempt: before}: DeviceCodeState, request: DeviceCodeRequest): DeviceCodeTransition {
  const attempt = before + 1;
  return [{step: 'looking', request, attempt}, {type: 'abort'}, {type: 'lock'}, {type: 'read-list', attempt}];
}

function listRead({request, attempt}: At<'looking'>, result: Result<DeviceList | null>): DeviceCodeTransition {
  const here = {request, attempt};
  if (!result.ok) return [{...here, step: 'absent', problem: result.problem}];
  const list = result.value;
  const entry = list?.entries.find(({account}) => account === request.account);
  if (!list || !entry || entry.state === 'pending') return [{...here, step: 'absent', problem: null}];
  const isHere = request.device === null || request.device === list.device;
  return [{...here, list, step: entry.state === 'active' && isHere ? 'offered' : 'superseded'}];
}

function unlock(state: At<'asking'>, by: 'password' | 'passkey'): DeviceCodeTransition {
  const attempt = state.attempt + 1;
  return [
    {...withList(state), attempt, step: 'unlocking', by},
    {type: 'unlock', attempt, by, account: state.request.account},
  ];
}

/** With the code handed over there is nothing left to do here; a code that was not right can be made anew. */
function unlocked(state: At<'unlocking'>, result: Result<null>): DeviceCodeTransition {
  if (result.ok) return [{...withList(state), step: 'offered'}, {type: 'lock'}];
  const {problem} = result;
  const told = [{type: 'lock'}, {type: 'tell-problem', problem}] as const;
  const step = dead[problem.code] ?? 'asking';
  if (step === 'absent') return [{request: state.request, attempt: state.attempt, step, problem}, ...told];
  return [step === 'asking' ? {...withList(state), step, problem} : {...withList(state), step}, ...told];
}

/** After these no password helps. */
const dead: Partial<Record<Problem['code'], 'absent' | 'disabled' | 'superseded'>> = {
  device_disabled: 'disabled',
  device_superseded: 'superseded',
  not_enrolled: 'superseded',
  vault_missing: 'absent',
  vault_damaged: 'absent',
};
