import type {Device} from '../domain/contract.js';
import {isGone, type DeviceList} from '../domain/device-list.js';
import type {PasswordWeakness} from '../domain/password-rules.js';
import {leavesOutcomeUnknown, type Problem, type Result} from '../domain/problems.js';
import type {ListEffect, ListEvent, ListNotice, ListState, ListTransition, ProvenTask} from './list-state.js';

type At<Step extends ListState['step']> = Extract<ListState, {step: Step}>;
type Event<Type extends ListEvent['type']> = Extract<ListEvent, {type: Type}>;

export const initialListState: ListState = {step: 'idle', attempt: 0};

/** `(state, event) -> [state, ...effects]`. An event that means nothing to a state returns that same state. */
export function list(state: ListState, event: ListEvent): ListTransition {
  switch (event.type) {
    case 'start':
      return event.configProblem ? [...fail(state, event.configProblem), {type: 'abort'}] : read(state);
    case 'stop':
      return state.step === 'idle' ? [state] : [{step: 'idle', attempt: state.attempt}, {type: 'abort'}, ...dropKeys];
    case 'list-changed':
      return state.step === 'locked' || state.step === 'empty' ? read(state) : [state];
    case 'unlock':
      return state.step === 'locked' || state.step === 'proving' ? unlock(state, event.by) : [state];
    case 'lock':
      return holdsKeys(state) ? lock(state) : [state];
    case 'keys-lost':
      return keysLost(state);
    case 'add':
      return state.step === 'open' || state.step === 'empty' ? add(state) : [state];
    case 'added':
      return state.step === 'adding' ? read(state) : [state];
    case 'back':
      return back(state);
    case 'copied':
      return state.step === 'open' ? [{...state, notice: {type: 'copied', account: event.account}}] : [state];
    case 'not-copied':
      return state.step === 'open' ? [{...state, notice: {type: 'not-copied'}}] : [state];
    case 'kept':
      return state.step === 'open' ? [{...state, notice: {type: event.ok ? 'kept' : 'not-kept'}}] : [state];
    case 'ask-removal':
      return askRemoval(state, event.account);
    case 'remove':
      return state.step === 'confirming-removal' ? remove(state) : [state];
    case 'change-password':
      return state.step === 'open' ? ask(state, 'password') : [state];
    case 'choose-password':
      return state.step === 'creating-password' ? choosePassword(state, event.refusals) : [state];
    case 'confirm-password':
      return state.step === 'confirming-password' ? confirmPassword(state, event.matches) : [state];
    case 'add-passkey':
      return addPasskey(state, event);
    case 'remove-passkey':
      return state.step === 'open' && state.list.passkey ? changePasskey(state, false) : [state];
    case 'forget':
      return forget(state);
    case 'discard-damaged':
      return state.step === 'failed' && state.problem.code === 'vault_damaged'
        ? [{step: 'reset-done', attempt: state.attempt, accounts: [], cleaned: true}, {type: 'wipe'}]
        : [state];
    case 'list-read':
      return state.step === 'loading' && event.attempt === state.attempt ? listRead(state, event) : [state];
    case 'enrollment-loaded':
      return state.step === 'adding' && event.attempt === state.attempt
        ? enrollmentLoaded(state, event.result)
        : [state];
    case 'unlocked':
      return state.step === 'unlocking' && event.attempt === state.attempt ? unlocked(state, event.result) : [state];
    case 'proved':
      return state.step === 'checking' && event.attempt === state.attempt ? proved(state, event.result) : [state];
    case 'worked':
      return state.step === 'working' && event.attempt === state.attempt ? worked(state, event.result) : [state];
    case 'reset':
      return state.step === 'resetting' && event.attempt === state.attempt ? reset(state, event.result) : [state];
    case 'wiped':
      return state.step === 'reset-done' && state.cleaned !== event.ok ? [{...state, cleaned: event.ok}] : [state];
  }
}

const dropKeys: readonly ListEffect[] = [{type: 'lock'}, {type: 'forget-password'}];
const at = ({attempt, list: held}: {attempt: number; list: DeviceList}) => ({attempt, list: held});

const withKeys = [
  'open',
  'adding',
  'confirming-removal',
  'proving',
  'checking',
  'offering-passkey',
  'creating-password',
  'confirming-password',
  'working',
] as const;
type WithKeys = At<(typeof withKeys)[number]>;
const holdsKeys = (state: ListState): state is WithKeys => (withKeys as readonly string[]).includes(state.step);

function read({attempt: before}: ListState): ListTransition {
  const attempt = before + 1;
  return [{step: 'loading', attempt}, ...dropKeys, {type: 'read-list', attempt}];
}

function listRead({attempt}: At<'loading'>, {result, openedAt}: Event<'list-read'>): ListTransition {
  if (!result.ok) return fail({attempt}, result.problem);
  const held = result.value;
  if (!held || held.entries.length === 0) return [{step: 'empty', attempt}, ...(openedAt ? dropKeys : [])];
  if (openedAt) return [{step: 'open', attempt, list: held, notice: {type: 'none'}, provenAt: openedAt}];
  return [{step: 'locked', attempt, list: held, problem: null}];
}

/** The same password, or passkey, opens a locked list and proves whose the open one is. */
function unlock(state: At<'locked' | 'proving'>, by: 'password' | 'passkey'): ListTransition {
  if (by === 'passkey' && !state.list.passkey) return [state];
  const attempt = state.attempt + 1;
  if (state.step === 'proving')
    return [
      {step: 'checking', attempt, list: state.list, task: state.task, by},
      {type: 'prove', attempt, by},
    ];
  return [
    {step: 'unlocking', attempt, list: state.list, by},
    {type: 'unlock', attempt, by},
  ];
}

function unlocked(state: At<'unlocking'>, result: Result<DeviceList>): ListTransition {
  if (result.ok) return open(state, result.value, {type: 'none'}, {type: 'forget-password'});
  const {problem} = result;
  const {attempt, list: held} = state;
  const told: readonly ListEffect[] = [{type: 'forget-password'}, {type: 'emit-problem', problem}];
  if (problem.code === 'device_disabled') return [{step: 'disabled', attempt, list: held}, ...told];
  if (problem.code === 'vault_damaged' || problem.code === 'vault_missing') return fail(state, problem);
  return [{step: 'locked', attempt, list: held, problem}, ...told];
}

const ask = (state: At<'open'>, task: ProvenTask): ListTransition => [
  {...at(state), step: 'proving', task, problem: null},
  {type: 'forget-password'},
];

/** A wrong one is told as at the unlock: whoever guesses here has no more tries than there. */
function proved(state: At<'checking'>, result: Result<null>): ListTransition {
  const forget = {type: 'forget-password'} as const;
  if (result.ok && state.task === 'passkey') return [{...at(state), step: 'offering-passkey'}, forget];
  if (result.ok) return [{...at(state), step: 'creating-password', refusals: []}, forget];
  const {problem} = result;
  if (problem.code === 'vault_damaged') return fail(state, problem);
  const told = {type: 'emit-problem', problem} as const;
  if (problem.code === 'device_disabled') return [{step: 'disabled', ...at(state)}, ...dropKeys, told];
  return [{...at(state), step: 'proving', task: state.task, problem}, forget, told];
}

const lock = ({attempt, list: held}: WithKeys): ListTransition => [
  {step: 'locked', attempt, list: held, problem: null},
  {type: 'abort'},
  ...dropKeys,
];

/** A removal needs no keys, and takes them away itself when it is the last account's: it goes on. */
function keysLost(state: ListState): ListTransition {
  if (!holdsKeys(state)) return [state];
  return state.step === 'working' && state.at === 'removal' ? [{...state, isLocked: true}, ...dropKeys] : lock(state);
}

function open(
  {attempt}: {attempt: number},
  held: DeviceList,
  notice: ListNotice,
  ...effects: ListEffect[]
): ListTransition {
  if (held.entries.length === 0) return [{step: 'empty', attempt}, ...dropKeys, ...effects];
  return [{step: 'open', attempt, list: held, notice}, ...effects];
}

/** Adding registers anew, which asks for the password itself: the keys of this screen are dropped first. */
function add(state: At<'open' | 'empty'>): ListTransition {
  const held = state.step === 'open' ? state.list : nothingHeld;
  const attempt = state.attempt + 1;
  return [{step: 'adding', attempt, list: held, isReady: false}, ...dropKeys, {type: 'load-enrollment', attempt}];
}

const enrollmentLoaded = (state: At<'adding'>, result: Result<null>): ListTransition =>
  result.ok ? [{...state, isReady: true}] : fail(state, result.problem);

const nothingHeld: DeviceList = {device: '', name: '', entries: [], pending: null, passkey: false};

function back(state: ListState): ListTransition {
  switch (state.step) {
    case 'confirming-removal':
    case 'proving':
    case 'checking':
    case 'offering-passkey':
    case 'creating-password':
    case 'confirming-password':
      return open(state, state.list, {type: 'none'}, {type: 'abort'}, {type: 'forget-password'});
    case 'adding':
      return read(state);
    case 'resetting': {
      const [next, ...effects] = read(state);
      return [next, {type: 'abort'}, ...effects];
    }
    case 'unlocking':
      return [{step: 'locked', ...at(state), problem: null}, {type: 'abort'}, ...dropKeys];
    case 'forgot':
      return [{step: 'locked', ...at(state), problem: null}];
    case 'disabled':
    case 'idle':
    case 'loading':
    case 'empty':
    case 'locked':
    case 'open':
    case 'working':
    case 'reset-done':
    case 'failed':
      return [state];
  }
}

function askRemoval(state: ListState, account: string): ListTransition {
  if (state.step !== 'open' || !state.list.entries.some((entry) => entry.account === account)) return [state];
  return [{step: 'confirming-removal', ...at(state), account}];
}

/** An account that the endpoint no longer connects with this device leaves the list without asking it. */
function remove(state: At<'confirming-removal'>): ListTransition {
  const attempt = state.attempt + 1;
  const {list: held, account} = state;
  const entry = held.entries.find((candidate) => candidate.account === account);
  const known = entry !== undefined && !isGone(entry);
  return [
    {step: 'working', attempt, list: held, at: 'removal', isLocked: false},
    {type: 'remove-account', attempt, device: held.device, account, known},
  ];
}

function choosePassword(state: At<'creating-password'>, refusals: readonly PasswordWeakness[]): ListTransition {
  return refusals.length > 0 ? [{...state, refusals}] : [{step: 'confirming-password', ...at(state), mismatch: false}];
}

function confirmPassword(state: At<'confirming-password'>, matches: boolean): ListTransition {
  if (!matches) return [{...state, mismatch: true}];
  const attempt = state.attempt + 1;
  return [
    {step: 'working', attempt, list: state.list, at: 'password', isLocked: false},
    {type: 'change-password', attempt},
  ];
}

/** Milliseconds for which the password that registered is proof enough. */
const PROVEN = 120_000;

export const isProven = ({provenAt}: At<'open'>, now: number): boolean =>
  provenAt !== undefined && now - provenAt < PROVEN;

/** Where biometrics can't be had (`problem`) no password is asked for first. */
function addPasskey(state: ListState, {problem, now}: Event<'add-passkey'>): ListTransition {
  if (state.step === 'offering-passkey') return changePasskey(state, true);
  if (state.step !== 'open' || state.list.passkey) return [state];
  if (!problem) return isProven(state, now) ? changePasskey(state, true) : ask(state, 'passkey');
  return open(state, state.list, {type: 'problem', problem}, {type: 'emit-problem', problem});
}

function changePasskey(state: At<'open' | 'offering-passkey'>, adding: boolean): ListTransition {
  const attempt = state.attempt + 1;
  return [
    {step: 'working', attempt, list: state.list, at: 'passkey', isLocked: false},
    {type: 'change-passkey', attempt, add: adding},
  ];
}

function worked(state: At<'working'>, result: Result<DeviceList | null>): ListTransition {
  if (!result.ok) {
    const {problem} = result;
    if (state.isLocked)
      return [
        {step: 'locked', ...at(state), problem},
        {type: 'emit-problem', problem},
      ];
    return open(
      state,
      state.list,
      {type: 'problem', problem},
      {type: 'forget-password'},
      {type: 'emit-problem', problem},
    );
  }
  const held = result.value ?? nothingHeld;
  const gone = state.list.entries.find((before) => !held.entries.some((after) => after.account === before.account));
  const effects = told(state, gone?.account);
  if (state.isLocked && held.entries.length > 0)
    return [{step: 'locked', attempt: state.attempt, list: held, problem: null}, ...effects];
  return open(state, held, noticeAfter(state, held), {type: 'forget-password'}, ...effects);
}

function noticeAfter({at: work}: At<'working'>, held: DeviceList): ListNotice {
  if (work === 'removal') return {type: 'removed'};
  if (work === 'password') return {type: 'password-changed'};
  return {type: held.passkey ? 'passkey-added' : 'passkey-removed'};
}

const told = ({at: work}: At<'working'>, account: string | undefined): readonly ListEffect[] =>
  work === 'removal' && account !== undefined ? [{type: 'emit-removed', account}] : [];

/** Every account of the list will go, so it is asked twice. */
function forget(state: ListState): ListTransition {
  if (state.step === 'locked' || state.step === 'disabled')
    return [{step: 'forgot', ...at(state), asked: 1, problem: null}];
  if (state.step !== 'forgot') return [state];
  if (state.asked === 1) return [{...state, asked: 2, problem: null}];
  const attempt = state.attempt + 1;
  return [
    {step: 'resetting', attempt, list: state.list},
    {type: 'reset', attempt, device: state.list.device},
  ];
}

/** A device that the endpoint has given up already is reset as far as the endpoint is concerned. */
function reset(state: At<'resetting'>, result: Result<Device>): ListTransition {
  const {attempt, list: held} = state;
  if (!result.ok && result.problem.code !== 'device_disabled' && result.problem.code !== 'not_found') {
    const {problem} = result;
    const next: ListState = leavesOutcomeUnknown(problem)
      ? {step: 'forgot', attempt, list: held, asked: 2, problem}
      : {step: 'failed', attempt, problem};
    return [next, {type: 'emit-problem', problem}];
  }
  const accounts = held.entries.map(({account}) => account);
  return [{step: 'reset-done', attempt, accounts, cleaned: true}, {type: 'wipe'}, {type: 'emit-reset', accounts}];
}

function fail({attempt}: Pick<ListState, 'attempt'>, problem: Problem): ListTransition {
  return [{step: 'failed', attempt, problem}, ...dropKeys, {type: 'emit-problem', problem}];
}
