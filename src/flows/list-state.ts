import type {Device} from '../domain/contract.js';
import type {DeviceList} from '../domain/device-list.js';
import type {PasswordWeakness} from '../domain/password-rules.js';
import type {Problem, Result} from '../domain/problems.js';

interface Common {
  /** Number of the latest call; answers to any other number are late and count for nothing. */
  readonly attempt: number;
}

interface WithList extends Common {
  readonly list: DeviceList;
}

/** What an open list says beside the codes. */
export type ListNotice =
  | {readonly type: 'none'}
  | {readonly type: 'problem'; readonly problem: Problem}
  | {readonly type: 'copied'; readonly account: string}
  | {readonly type: 'not-copied'}
  | {readonly type: 'kept'}
  | {readonly type: 'not-kept'}
  | {readonly type: 'removed'}
  | {readonly type: 'password-changed'}
  | {readonly type: 'passkey-added'}
  | {readonly type: 'passkey-removed'};

/** What the customers prove themselves for: a new password, or biometrics. */
export type ProvenTask = 'password' | 'passkey';

/** One variant a screen. Codes and passwords are in none of them. */
export type ListState =
  | (Common & {readonly step: 'idle'})
  | (Common & {readonly step: 'loading'})
  | (Common & {readonly step: 'empty'})
  | (WithList & {readonly step: 'locked'; readonly problem: Problem | null})
  | (WithList & {readonly step: 'unlocking'; readonly by: 'password' | 'passkey'})
  | (WithList & {readonly step: 'disabled'})
  /** `provenAt`: endpoint time (epoch milliseconds) when it was left open by whoever had typed the password. */
  | (WithList & {readonly step: 'open'; readonly notice: ListNotice; readonly provenAt?: number})
  /** What registers comes over the network the first time. */
  | (WithList & {readonly step: 'adding'; readonly isReady: boolean})
  | (WithList & {readonly step: 'confirming-removal'; readonly account: string})
  /** Whoever holds the open list is not yet whoever may change what opens it. */
  | (WithList & {readonly step: 'proving'; readonly task: ProvenTask; readonly problem: Problem | null})
  | (WithList & {readonly step: 'checking'; readonly task: ProvenTask; readonly by: 'password' | 'passkey'})
  /** A ceremony begins in a press of the customer's, which the proof may have outlasted. */
  | (WithList & {readonly step: 'offering-passkey'})
  | (WithList & {readonly step: 'creating-password'; readonly refusals: readonly PasswordWeakness[]})
  | (WithList & {readonly step: 'confirming-password'; readonly mismatch: boolean})
  | (WithList & {
      readonly step: 'working';
      readonly at: 'removal' | 'password' | 'passkey';
      /** The vault has locked itself meanwhile: with its last account, or because the customer was idle. */
      readonly isLocked: boolean;
    })
  | (WithList & {readonly step: 'forgot'; readonly asked: 1 | 2; readonly problem: Problem | null})
  | (WithList & {readonly step: 'resetting'})
  | (Common & {readonly step: 'reset-done'; readonly accounts: readonly string[]; readonly cleaned: boolean})
  | (Common & {readonly step: 'failed'; readonly problem: Problem});

export type ListStep = ListState['step'];

export type ListEvent =
  | {readonly type: 'start'; readonly configProblem: Problem | null}
  | {readonly type: 'stop'}
  | {readonly type: 'list-changed'}
  | {readonly type: 'unlock'; readonly by: 'password' | 'passkey'}
  | {readonly type: 'lock'}
  | {readonly type: 'keys-lost'}
  | {readonly type: 'add'}
  | {readonly type: 'added'}
  | {readonly type: 'back'}
  | {readonly type: 'copied'; readonly account: string}
  | {readonly type: 'not-copied'}
  /** The browser was asked to keep the list. */
  | {readonly type: 'kept'; readonly ok: boolean}
  | {readonly type: 'ask-removal'; readonly account: string}
  | {readonly type: 'remove'}
  | {readonly type: 'change-password'}
  | {readonly type: 'choose-password'; readonly refusals: readonly PasswordWeakness[]}
  | {readonly type: 'confirm-password'; readonly matches: boolean}
  /** `now`: epoch milliseconds, endpoint time. */
  | {readonly type: 'add-passkey'; readonly problem: Problem | null; readonly now: number}
  | {readonly type: 'remove-passkey'}
  | {readonly type: 'forget'}
  | {readonly type: 'discard-damaged'}
  /** `openedAt`: when another element of the page has left it open for this one; epoch milliseconds, endpoint time. */
  | {
      readonly type: 'list-read';
      readonly attempt: number;
      readonly result: Result<DeviceList | null>;
      readonly openedAt?: number | null;
    }
  | {readonly type: 'unlocked'; readonly attempt: number; readonly result: Result<DeviceList>}
  | {readonly type: 'enrollment-loaded'; readonly attempt: number; readonly result: Result<null>}
  | {readonly type: 'proved'; readonly attempt: number; readonly result: Result<null>}
  | {readonly type: 'worked'; readonly attempt: number; readonly result: Result<DeviceList | null>}
  | {readonly type: 'reset'; readonly attempt: number; readonly result: Result<Device>}
  | {readonly type: 'wiped'; readonly ok: boolean};

/** What the controller does for the flow; each call ends in exactly one event with its attempt. */
export type ListEffect =
  | {readonly type: 'abort'}
  | {readonly type: 'read-list'; readonly attempt: number}
  /** Brings `<otp-enroll>`. */
  | {readonly type: 'load-enrollment'; readonly attempt: number}
  | {readonly type: 'unlock'; readonly attempt: number; readonly by: 'password' | 'passkey'}
  /** That it is the owner who has the open list. */
  | {readonly type: 'prove'; readonly attempt: number; readonly by: 'password' | 'passkey'}
  | {readonly type: 'lock'}
  | {
      readonly type: 'remove-account';
      readonly attempt: number;
      readonly device: string;
      readonly account: string;
      readonly known: boolean;
    }
  | {readonly type: 'change-password'; readonly attempt: number}
  | {readonly type: 'change-passkey'; readonly attempt: number; readonly add: boolean}
  | {readonly type: 'reset'; readonly attempt: number; readonly device: string}
  | {readonly type: 'wipe'}
  | {readonly type: 'forget-password'}
  | {readonly type: 'emit-reset'; readonly accounts: readonly string[]}
  | {readonly type: 'emit-removed'; readonly account: string}
  | {readonly type: 'emit-problem'; readonly problem: Problem};

export type ListTransition = readonly [ListState, ...ListEffect[]];
