import type {AuthenticationStatus, Grant, MethodChangeRequest} from '../domain/contract.js';
import type {Problem, Result} from '../domain/problems.js';

/** What the host page asks for. */
export interface CancelRequest {
  /** The accounts that the customer may choose from; one is taken as chosen. */
  readonly accounts: readonly string[];
  readonly channel: string;
}

interface Common {
  readonly request: CancelRequest;
  /** Number of the latest call; answers to any other number are late and count for nothing. */
  readonly attempt: number;
}

interface WithAccount extends Common {
  readonly account: string;
}

interface WithStatus extends WithAccount {
  readonly status: AuthenticationStatus;
}

/** How it came that the account is not on KB-OTP: cancelled now, or before. */
export type Cancelled = 'now' | 'already';

/** One variant a screen. */
export type CancelState =
  | (Common & {readonly step: 'idle'})
  | (Common & {readonly step: 'choosing-account'})
  | (WithAccount & {readonly step: 'loading'})
  | (WithStatus & {readonly step: 'not-enrolled'})
  /** There is no method to go back to, or nothing to prove oneself by. */
  | (WithStatus & {readonly step: 'unavailable'})
  /** `notice`: why the customer is asked again. */
  | (WithStatus & {readonly step: 'consequences'; readonly notice: Problem | null})
  | (WithStatus & {readonly step: 'proving'})
  | (WithStatus & {readonly step: 'cancelling'})
  /** The answer to the cancellation was not heard: the endpoint is asked how things stand. */
  | (WithStatus & {readonly step: 'checking'; readonly cause: Problem})
  | (WithStatus & {readonly step: 'outcome-unknown'; readonly cause: Problem})
  | (WithStatus & {readonly step: 'cleaning'; readonly cancelled: Cancelled})
  /** `cleaned`: whether the account has left this device's list too. */
  | (WithStatus & {readonly step: 'done'; readonly cancelled: Cancelled; readonly cleaned: boolean})
  | (Common & {readonly step: 'failed'; readonly problem: Problem; readonly account: string | null})
  /** `unsure`: a cancellation was on its way. `configProblem`: what kept the element from starting and still does. */
  | (Common & {readonly step: 'dismissed'; readonly unsure: boolean; readonly configProblem: Problem | null});

export type CancelStep = CancelState['step'];

export type CancelEvent =
  | {readonly type: 'start'; readonly request: CancelRequest; readonly configProblem: Problem | null}
  | {readonly type: 'stop'}
  | {readonly type: 'choose-account'; readonly account: string}
  | {readonly type: 'proceed'}
  | {readonly type: 'back'}
  | {readonly type: 'proved'; readonly grant: Grant}
  | {readonly type: 'clean-up'}
  | {readonly type: 'retry'}
  | {readonly type: 'dismiss'}
  | {readonly type: 'loaded'; readonly attempt: number; readonly result: Result<AuthenticationStatus>}
  | {readonly type: 'cancelled'; readonly attempt: number; readonly result: Result<AuthenticationStatus>}
  | {readonly type: 'cleaned'; readonly attempt: number; readonly result: Result<void>};

/** What the controller does for the flow; each call ends in exactly one event with its attempt. */
export type CancelEffect =
  | {readonly type: 'abort'}
  | {readonly type: 'load'; readonly attempt: number; readonly account: string; readonly channel: string}
  | {readonly type: 'cancel'; readonly attempt: number; readonly request: MethodChangeRequest}
  /** Takes the account out of this device's list, if it is in one. */
  | {readonly type: 'clean-up'; readonly attempt: number; readonly account: string}
  | {readonly type: 'emit-cancelled'; readonly account: string; readonly cleaned: boolean}
  | {readonly type: 'emit-problem'; readonly problem: Problem}
  | {readonly type: 'emit-dismissed'};

export type CancelTransition = readonly [CancelState, ...CancelEffect[]];
