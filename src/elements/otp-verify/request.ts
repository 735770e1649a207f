import type {ReactiveController} from 'lit';
import type {Grant, Purpose, Transaction} from '../../domain/contract.js';
import {remedyOf, type Problem, type Remedy} from '../../domain/problems.js';
import type {Flow} from '../internal/flow-schema.js';
import type {OtpVerify} from './otp-verify.js';
import {OtpRequestError} from './request-error.js';
import type {VerifySchema} from './screens.js';

/** What a page asks for. */
export interface OtpRequest {
  /** The account; the element's own when absent. */
  readonly account?: string;
  readonly purpose: Purpose;
  readonly transaction?: Transaction | null;
  /** Withdraws the request. */
  readonly signal?: AbortSignal;
}

type State = VerifySchema['state'];

/** Elements that a page waits for. */
const asked = new WeakSet<OtpVerify>();

/** A code is under way, or what cancels KB-OTP stands there: the customer is not taken off that. */
const busy: ReadonlySet<State['step']> = new Set([
  'submitting',
  'checking',
  'outcome-unknown',
  'resending',
  'opening-cancel',
  'cancelling',
]);

/** The page goes on from there, not the customer. */
const forPage: ReadonlySet<Remedy> = new Set(['sign-in', 'step-up', 'reload', 'edit', 'developer']);

const problem = (what: Problem) => new OtpRequestError('problem', what);

/**
 * Has an element ask for a proof, from the beginning.
 * @throws {OtpRequestError}
 */
export async function request(
  element: OtpVerify,
  flow: Flow<VerifySchema>,
  {signal, account = element.account, purpose, transaction = null}: OtpRequest,
): Promise<Grant> {
  if (signal?.aborted) throw new OtpRequestError('aborted');
  if (asked.has(element) || busy.has(flow.state.step))
    throw problem({code: 'request_in_progress', hint: 'this element has a request or a code under way'});
  if (!element.isConnected) throw problem({code: 'misconfigured', hint: 'the element is not on the page'});
  asked.add(element);
  flow.send({type: 'stop'});
  Object.assign(element, {account, purpose, transaction});
  element.restart();
  const watch = watchFor(element, flow, signal);
  try {
    await element.updateComplete;
    if (flow.state.step === 'idle' && !signal?.aborted) throw problem(notStarted);
    watch.look();
    return await watch.proof;
  } finally {
    watch.end();
    asked.delete(element);
  }
}

const notStarted: Problem = {code: 'misconfigured', hint: 'the element has no `account`, or is disabled'};

interface Watch {
  readonly proof: Promise<Grant>;
  /** Looks at the screen as it is. */
  readonly look: () => void;
  readonly end: () => void;
}

function watchFor(element: OtpVerify, flow: Flow<VerifySchema>, signal: AbortSignal | undefined): Watch {
  const {promise, resolve, reject} = withResolvers<Grant>();
  let last: State = flow.state;
  let wanted: State['request'] | null = null;
  const look = () => {
    const {state} = flow;
    wanted ??= state.request;
    const end = endOf(state, last, wanted);
    last = state;
    if (end instanceof Error) reject(end);
    else if (end) resolve(end);
  };
  const onStep = (event: Event) => {
    if (event.composedPath()[0] === element) look();
  };
  const withdraw = () => {
    reject(new OtpRequestError('aborted'));
    flow.send({type: 'stop'});
  };
  const life: ReactiveController = {
    hostDisconnected: () =>
      queueMicrotask(() => {
        if (!element.isConnected) reject(new OtpRequestError('aborted'));
      }),
  };
  element.addEventListener('otp-step', onStep);
  element.addController(life);
  signal?.addEventListener('abort', withdraw);
  return {
    proof: promise,
    look,
    end() {
      element.removeEventListener('otp-step', onStep);
      element.removeController(life);
      signal?.removeEventListener('abort', withdraw);
    },
  };
}

/** What a screen comes to: a proof, why there is none, or nothing as long as the customer goes on. */
function endOf(state: State, last: State, wanted: State['request']): Grant | OtpRequestError | null {
  if (state.step === 'idle' || JSON.stringify(state.request) !== JSON.stringify(wanted))
    return new OtpRequestError('aborted');
  if (state.step === 'verified') return state.grant;
  if (state.step === 'dismissed') return new OtpRequestError('dismissed', last.step === 'failed' ? last.problem : null);
  if (state.step === 'failed' && state.problem.code === 'request_denied')
    return new OtpRequestError('denied', state.problem);
  return state.step === 'failed' && forPage.has(remedyOf(state.problem)) ? problem(state.problem) : null;
}

function withResolvers<Value>() {
  let resolve!: (value: Value) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<Value>((...settle) => ([resolve, reject] = settle));
  // It may be rejected before anybody waits.
  promise.catch(() => undefined);
  return {promise, resolve, reject};
}
