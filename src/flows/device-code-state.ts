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
  | {readonly type: 'unlocked'; readonly attempt: number; readonly result: Result<null>};

/** What the controller does for the flow; each call ends in exactly one event with its attempt. */
export type DeviceCodeEffect =
  | {readonly type: 'abort'}
  | {readonly type: 'read-list'; readonly attempt: number}
  /** Opens the list, hands the account's code over and locks the list again. */
  | {readonly type: 'unlock'; readonly attempt: number; readonly by: 'password' | 'passkey'; readonly account: string}
  | {readonly type: 'lock'}
  | {readonly type: 'tell-problem'; readonly problem: Problem};

export type DeviceCodeTransition = readonly [DeviceCodeState, ...DeviceCodeEffect[]];
