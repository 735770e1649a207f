import type {AuthenticationStatus, Grant, MethodChangeRequest} from '../domain/contract.js';
import type {Problem, Result} from '../domain/problems.js';

/** The base account whose derivatives trading account is to take KB-OTP over, and the channel where. */
export interface SynchronizeRequest {
  readonly account: string;
  readonly channel: string;
}

interface Common {
  readonly request: SynchronizeRequest;
  /** Number of the latest call; answers to any other number are late and count for nothing. */
  readonly attempt: number;
}

interface WithStatus extends Common {
  readonly status: AuthenticationStatus;
}

/** One variant a screen. In none of them is trading blocked: the derivatives account has the method that it has. */
export type SynchronizeState =
  | (Common & {readonly step: 'idle'})
  | (Common & {readonly step: 'loading'})
  | (WithStatus & {readonly step: 'no-derivatives'})
  /** There is no KB-OTP to take over; where there was one, it was cancelled on the base account since. */
  | (WithStatus & {readonly step: 'base-not-enrolled'})
  | (WithStatus & {readonly step: 'in-sync'})
  /** `notice`: why the customer is asked again. */
  | (WithStatus & {readonly step: 'explaining'; readonly notice: Problem | null})
  | (WithStatus & {readonly step: 'proving'})
  | (WithStatus & {readonly step: 'synchronizing'})
  /** The answer to the synchronization was not heard: the endpoint is asked how things stand. */
  | (WithStatus & {readonly step: 'checking'; readonly cause: Problem})
  | (WithStatus & {readonly step: 'outcome-unknown'; readonly cause: Problem})
  | (WithStatus & {readonly step: 'done'})
  | (Common & {readonly step: 'declined'})
  | (Common & {readonly step: 'failed'; readonly problem: Problem});

export type SynchronizeStep = SynchronizeState['step'];

export type SynchronizeEvent =
  | {readonly type: 'start'; readonly request: SynchronizeRequest}
  | {readonly type: 'stop'}
  | {readonly type: 'proceed'}
  | {readonly type: 'back'}
  | {readonly type: 'proved'; readonly grant: Grant}
  | {readonly type: 'retry'}
  | {readonly type: 'decline'}
  | {readonly type: 'loaded'; readonly attempt: number; readonly result: Result<AuthenticationStatus>}
  | {readonly type: 'synchronized'; readonly attempt: number; readonly result: Result<AuthenticationStatus>};

/** What the controller does for the flow; each call ends in exactly one event with its attempt. */
export type SynchronizeEffect =
  | {readonly type: 'abort'}
  | ({readonly type: 'load'; readonly attempt: number} & SynchronizeRequest)
  | {readonly type: 'synchronize'; readonly attempt: number; readonly request: MethodChangeRequest}
  | {readonly type: 'emit-synchronized'; readonly account: string}
  | {readonly type: 'emit-problem'; readonly problem: Problem}
  | {readonly type: 'emit-dismissed'};

export type SynchronizeTransition = readonly [SynchronizeState, ...SynchronizeEffect[]];
