import {findChannel, rulesOf} from '../domain/channels.js';
import type {AuthenticationStatus, ChannelRules, EnrolmentState} from '../domain/contract.js';
import {holds, type DeviceList} from '../domain/device-list.js';
import type {Result} from '../domain/problems.js';
import {fail} from './enroll-failure.js';
import type {EnrollState, EnrollTransition} from './enroll-state.js';

type Loading = Extract<EnrollState, {readonly step: 'loading'}>;
type Fresh = Pick<EnrollState, 'request' | 'attempt'>;

export const isLoading = (state: EnrollState, part: Loading['part'], {attempt}: {attempt: number}): state is Loading =>
  state.step === 'loading' && state.part === part && state.attempt === attempt;
export function begin(fresh: Fresh): EnrollTransition {
  const {request} = fresh;
  if (request.accounts.length === 0) return [{step: 'idle', ...fresh}];
  const channel = findChannel(request.channel);
  return (channel && notHere(fresh, channel)) ?? load(fresh, 'list');
}

/** Where nothing is registered: what there is instead. */
function notHere({request, attempt}: Fresh, rules: ChannelRules | undefined): EnrollTransition | null {
  if (rules?.enrolls) return null;
  return [{step: rules?.synchronizes ? 'synchronizing' : 'wrong-channel', request, attempt}];
}

function load(from: Fresh, part: 'list' | 'status', list: DeviceList | null = null): EnrollTransition {
  const {request} = from;
  const attempt = from.attempt + 1;
  const account = request.accounts[0] ?? '';
  return [
    {step: 'loading', request, attempt, part, list},
    part === 'list' ? {type: 'read-list', attempt} : {type: 'load-status', attempt, account, channel: request.channel},
  ];
}

export function listRead(state: Loading, result: Result<DeviceList | null>): EnrollTransition {
  if (!result.ok) return fail(state, result.problem);
  const list = result.value;
  if (!list?.pending) return load(state, 'status', list);
  const attempt = state.attempt + 1;
  return [
    {...state, attempt, part: 'pending', list},
    {type: 'check-pending', attempt, enrolment: list.pending.enrolment},
  ];
}

/** A reload came in the middle: the endpoint says how far the enrolment got. */
export function pendingChecked(state: Loading, result: Result<EnrolmentState>): EnrollTransition {
  const {request, list} = state;
  if (!result.ok && result.problem.code !== 'enrolment_not_found') return fail(state, result.problem);
  if (!list || !result.ok || result.value.state === 'expired') return restartWithout(state);
  if (result.value.state === 'pending') return load(state, 'status', list);
  const attempt = state.attempt + 1;
  return [
    {step: 'resuming-activation', request, attempt, status: null, list, phase: 'finishing'},
    {type: 'finish', attempt},
  ];
}

/** What was begun here is forgotten first: the list is read without it. */
export function restartWithout(state: EnrollState): EnrollTransition {
  const [next, ...effects] = load(state, 'list');
  return [next, {type: 'discard-pending'}, {type: 'forget-password'}, ...effects];
}

export function statusLoaded(state: Loading, result: Result<AuthenticationStatus>): EnrollTransition {
  if (!result.ok) return fail(state, result.problem);
  const {request, attempt, list} = state;
  const status = result.value;
  if (status.account !== request.accounts[0]) return fail(state, {code: 'malformed_answer'});
  const instead = notHere(state, rulesOf(status));
  if (instead) return instead;
  if (list?.pending) return [{step: 'resuming', request, attempt, status, list, problem: null}];
  const here = {request, attempt, status, list};
  const missing = request.accounts.filter((account) => !holds(list, account));
  if (missing.length === 0 && status.kbOtp.device?.id === list?.device) return [{step: 'already-here', ...here}];
  const {state: kbOtp, device} = status.kbOtp;
  const elsewhere = kbOtp === 'active' && device !== null && device.id !== list?.device ? device.name : null;
  return [{step: 'terms', ...here, elsewhere}];
}
