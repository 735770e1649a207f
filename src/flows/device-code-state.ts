import type {DeviceList} from '../domain/device-list.js';
import type {Problem, Result} from '../domain/problems.js';

export interface DeviceCodeRequest {
  readonly account: string;
  /** The device that holds the account, as the endpoint says; null when it does not. */
  readonly device: string | null;
}

interface Common {
  readonly request: DeviceCodeRequest;
  /** Number of the latest call; answers to any other number are late and count for nothing. */
  readonly attempt: number;
  /** The customer enters a code from elsewhere: they have said so, or this device's code was refused. */
  readonly typing: boolean;
}

interface WithList extends Common {
  readonly list: DeviceList;
}

/** One variant a view. Neither the code nor the password is in any of them. */
export type DeviceCodeState =
  | (Common & {readonly step: 'idle'})
  | (Common & {readonly step: 'looking'})
  /** This device's list lacks the account, or can't be read. */
  | (Common & {readonly step: 'absent'; readonly problem: Problem | null})
  /** Another device holds the account now. */
  | (WithList & {readonly step: 'superseded'})
  | (WithList & {readonly step: 'offered'})
  | (WithList & {readonly step: 'asking'; readonly problem: Problem | null})
  | (WithList & {readonly step: 'unlocking'; readonly by: 'password' | 'passkey'})
  /**
   * The code is with the endpoint, and the list open until that has judged it. `next`: when the code after it comes
   * (epoch milliseconds, endpoint time); `again`: it followed a used one.
   */
  | (WithList & {readonly step: 'handed'; readonly next: number; readonly again: boolean})
  /** The code was used before; the one that comes at `until` goes to the endpoint by itself. */
  | (WithList & {readonly step: 'waiting'; readonly since: number; readonly until: number})
  | (WithList & {readonly step: 'making'})
  /** Too many wrong passwords: the list opens no more. */
  | (WithList & {readonly step: 'disabled'});

export type DeviceCodeStep = DeviceCodeState['step'];

export type DeviceCodeEvent =
  | {readonly type: 'start'; readonly request: DeviceCodeRequest}
  | {readonly type: 'stop'}
  | {readonly type: 'list-changed'}
  | {readonly type: 'use'}
  | {readonly type: 'unlock'; readonly by: 'password' | 'passkey'}
  | {readonly type: 'back'}
  | {readonly type: 'list-read'; readonly attempt: number; readonly result: Result<DeviceList | null>}
  /** The code was made and is about to be handed over; the value is when the next one comes. */
  | {readonly type: 'made'; readonly attempt: number; readonly result: Result<number>}
  /** The endpoint takes another code; `usedUntil`: when that comes, where the one before had been used. */
  | {readonly type: 'refused'; readonly at: number; readonly usedUntil: number | null}
  | {readonly type: 'due'}
  /** The list was locked by itself: the customer was idle, or left the page. */
  | {readonly type: 'locked'};

/** What the controller does for the flow; each call ends in exactly one event with its attempt. */
export type DeviceCodeEffect =
  | {readonly type: 'abort'}
  | {readonly type: 'read-list'; readonly attempt: number}
  /** Opens the list and hands the account's code over. */
  | {readonly type: 'unlock'; readonly attempt: number; readonly by: 'password' | 'passkey'; readonly account: string}
  /** Hands the account's code over, of the list that is open. */
  | {readonly type: 'make'; readonly attempt: number; readonly account: string}
  | {readonly type: 'lock'}
  | {readonly type: 'emit-problem'; readonly problem: Problem};

export type DeviceCodeTransition = readonly [DeviceCodeState, ...DeviceCodeEffect[]];
