/** One state of the verify flow a step, and one event a type. */
import {failure, success, type Problem, type Result} from '../../src/domain/problems.js';
import type {VerifyEffect, VerifyEvent, VerifyRequest, VerifyState, VerifyStep} from '../../src/flows/verify-state.js';
import {account, challenge, grant, methods, order, otherAccount, outcome, status} from '../support/samples.js';

export type At<Step extends VerifyStep> = Extract<VerifyState, {step: Step}>;
type Fact = Extract<VerifyEvent, {result: unknown}>;
type Answers = {
  readonly [Type in Fact['type']]: Extract<Fact, {type: Type}>['result'] extends Result<infer Value> ? Value : never;
};

/** Freezes a value all the way down, so that a reducer that writes into its argument throws. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

export const request: VerifyRequest = frozen({
  accounts: [account],
  channel: 'kb-trade',
  purpose: 'order',
  transaction: order,
});
export const twoAccounts: VerifyRequest = frozen({...request, accounts: [account, otherAccount]});

/** Number of the latest call in every state below; the next call is `next`. */
export const attempt = 7;
export const next = 8;

export const twoMethods = frozen(status({methods: [methods['kb-otp'], methods.sms]}));
export const oneMethod = frozen(status({methods: [methods['kb-otp']]}));
export const timeout: Problem = frozen({code: 'timeout'});

const common = {request, attempt};
const known = {...common, account, status: twoMethods};
const asked = {...known, challenge: frozen(challenge.kbOtp())};

/** A state for each step. */
export const at: {readonly [Step in VerifyStep]: At<Step>} = frozen({
  idle: {...common, step: 'idle'},
  'choosing-account': {step: 'choosing-account', request: twoAccounts, attempt},
  loading: {...common, step: 'loading', account, methodChanged: false},
  'choosing-method': {...known, step: 'choosing-method', methodChanged: false},
  requesting: {...known, step: 'requesting', method: methods['kb-otp'].id},
  code: {...asked, step: 'code', notice: {type: 'none'}},
  resending: {...known, step: 'resending', challenge: challenge.sms()},
  submitting: {...asked, step: 'submitting'},
  checking: {...asked, step: 'checking', cause: timeout},
  'outcome-unknown': {...asked, step: 'outcome-unknown', cause: timeout},
  'opening-cancel': {...known, step: 'opening-cancel', method: methods['kb-otp'].id},
  cancelling: {...known, step: 'cancelling'},
  verified: {...common, step: 'verified', account, grant: grant(), reused: false},
  dismissed: {...common, step: 'dismissed'},
  failed: {...common, step: 'failed', problem: timeout, retry: {type: 'load', account}},
});

export const steps = Object.keys(at) as VerifyStep[];

/** The endpoint's answer to the latest call: a value or a problem. */
export const fact = <Type extends Fact['type']>(type: Type, answer: Answers[Type] | Problem) =>
  ({type, attempt, result: resultOf(answer)}) as unknown as Extract<Fact, {type: Type}>;

const resultOf = (answer: object | null) => (isProblem(answer) ? failure(answer) : success(answer));

// A problem's `code` is text; a challenge's describes its format.
const isProblem = (answer: object | null): answer is Problem =>
  answer !== null && 'code' in answer && typeof answer.code === 'string';

/** An event of each type. */
export const events = {
  start: {type: 'start', request, configProblem: null},
  stop: {type: 'stop'},
  'choose-account': {type: 'choose-account', account: otherAccount},
  'choose-method': {type: 'choose-method', method: methods.sms.id},
  'show-methods': {type: 'show-methods'},
  submit: {type: 'submit', code: '481902'},
  renew: {type: 'renew'},
  resend: {type: 'resend'},
  expire: {type: 'expire'},
  'open-cancel': {type: 'open-cancel'},
  cancelled: {type: 'cancelled'},
  keep: {type: 'keep'},
  retry: {type: 'retry'},
  dismiss: {type: 'dismiss'},
  loaded: fact('loaded', twoMethods),
  challenged: fact('challenged', challenge.kbOtp()),
  resent: fact('resent', challenge.sms()),
  judged: fact('judged', grant()),
  checked: fact('checked', outcome()),
  settled: {type: 'settled', challenge: challenge.kbOtp().id, result: success(grant())},
  'cancel-opened': fact('cancel-opened', null),
} as const satisfies {readonly [Type in VerifyEvent['type']]: VerifyEvent};

/** Effects that end most transitions. */
export const abort: VerifyEffect = {type: 'abort'};
export const clear: VerifyEffect = {type: 'clear-code'};
export const tell = (problem: Problem): VerifyEffect => ({type: 'emit-problem', problem});
