import type {
  AuthenticationStatus,
  Device,
  Enrolment,
  EnrolmentProofs,
  EnrolmentState,
  Grant,
} from '../domain/contract.js';
import type {DeviceList} from '../domain/device-list.js';
import type {PasswordWeakness} from '../domain/password-rules.js';
import type {Problem, Result} from '../domain/problems.js';

/** What the host page asks for. */
export interface EnrollRequest {
  /** The accounts that the customer may register; the first one proves who they are. */
  readonly accounts: readonly string[];
  readonly channel: string;
  /** How the device will be named in notices and on other devices. */
  readonly deviceName: string;
  /** The host wants a stronger step (biometrics, eKYC) between the proof and the password. */
  readonly stepUp: boolean;
}

interface Common {
  readonly request: EnrollRequest;
  /** Number of the latest call; answers to any other number are late and count for nothing. */
  readonly attempt: number;
}

interface WithStatus extends Common {
  readonly status: AuthenticationStatus;
  /** The list that this device has already; the accounts are added to it under its password. */
  readonly list: DeviceList | null;
}

interface WithGrant extends WithStatus {
  readonly grant: Grant;
  /** Proofs of accounts that the first one is too weak for. */
  readonly further: readonly Grant[];
}

interface WithAccounts extends WithGrant {
  readonly accounts: readonly string[];
}

/** What the activation is busy with, in this order. */
export type ActivationPhase = 'registering' | 'securing' | 'activating' | 'finishing';

/** One variant a screen. The KB-OTP password is in none of them. */
export type EnrollState =
  | (Common & {readonly step: 'idle'})
  | (Common & {
      readonly step: 'loading';
      readonly part: 'list' | 'pending' | 'status';
      readonly list: DeviceList | null;
    })
  | (Common & {readonly step: 'wrong-channel'})
  /** A derivatives channel: there is nothing to register, but a method to synchronize. */
  | (Common & {readonly step: 'synchronizing'})
  | (WithStatus & {readonly step: 'already-here'})
  | (WithStatus & {readonly step: 'terms'; readonly elsewhere: string | null})
  | (WithStatus & {readonly step: 'proving'})
  | (WithGrant & {readonly step: 'stepping-up'})
  | (WithGrant & {readonly step: 'choosing-accounts'})
  /** `told`: the customer knows already that accounts need a proof of their own. */
  | (WithAccounts & {readonly step: 'checking-proofs'; readonly told: boolean})
  | (WithAccounts & {readonly step: 'needing-proofs'; readonly missing: readonly string[]})
  | (WithAccounts & {readonly step: 'proving-account'; readonly account: string})
  | (WithAccounts & {readonly step: 'creating-password'; readonly refusals: readonly PasswordWeakness[]})
  | (WithAccounts & {readonly step: 'confirming-password'; readonly mismatch: boolean})
  | (WithAccounts & {readonly step: 'entering-password'; readonly problem: Problem | null})
  | (WithAccounts & {readonly step: 'unlocking'})
  | (WithAccounts & {
      readonly step: 'activating';
      readonly phase: ActivationPhase;
      readonly enrolment: Enrolment | null;
    })
  | (Common & {
      readonly step: 'resuming';
      readonly status: AuthenticationStatus;
      readonly list: DeviceList;
      readonly problem: Problem | null;
    })
  | (Common & {
      readonly step: 'resuming-activation';
      /** Null when the endpoint has activated already: then nothing is asked of the customer any more. */
      readonly status: AuthenticationStatus | null;
      readonly list: DeviceList;
      readonly phase: 'unlocking' | 'activating' | 'finishing';
    })
  /** `derivatives`: a derivatives trading account could take KB-OTP over now. */
  | (Common & {readonly step: 'done'; readonly accounts: readonly string[]; readonly derivatives: boolean})
  | (Common & {
      readonly step: 'failed';
      readonly problem: Problem;
      /** The customer had proved who they are, and the account is on its previous method as before. */
      readonly unchanged: boolean;
    })
  /** `configProblem`: what kept the element from starting and still does. */
  | (Common & {readonly step: 'dismissed'; readonly configProblem?: Problem});

export type EnrollStep = EnrollState['step'];

export type EnrollEvent =
  | {readonly type: 'start'; readonly request: EnrollRequest; readonly configProblem: Problem | null}
  | {readonly type: 'stop'}
  | {readonly type: 'accept-terms'}
  | {readonly type: 'proved'; readonly grant: Grant}
  | {readonly type: 'stepped-up'; readonly passed: boolean}
  | {readonly type: 'choose-accounts'; readonly accounts: readonly string[]}
  | {readonly type: 'prove-accounts'}
  | {readonly type: 'choose-again'}
  | {readonly type: 'choose-password'; readonly refusals: readonly PasswordWeakness[]}
  | {readonly type: 'confirm-password'; readonly matches: boolean}
  | {readonly type: 'change-password'}
  | {readonly type: 'enter-password'}
  | {readonly type: 'abandon'}
  | {readonly type: 'retry'}
  | {readonly type: 'dismiss'}
  | {readonly type: 'list-read'; readonly attempt: number; readonly result: Result<DeviceList | null>}
  | {readonly type: 'pending-checked'; readonly attempt: number; readonly result: Result<EnrolmentState>}
  | {readonly type: 'status-loaded'; readonly attempt: number; readonly result: Result<AuthenticationStatus>}
  | {readonly type: 'proofs-checked'; readonly attempt: number; readonly result: Result<EnrolmentProofs>}
  | {readonly type: 'unlocked'; readonly attempt: number; readonly result: Result<null>}
  | {readonly type: 'registered'; readonly attempt: number; readonly result: Result<Enrolment>}
  | {readonly type: 'secured'; readonly attempt: number; readonly result: Result<null>}
  | {readonly type: 'activated'; readonly attempt: number; readonly result: Result<Device>}
  | {readonly type: 'finished'; readonly attempt: number; readonly result: Result<null>};

/** What the controller does for the flow; each call ends in exactly one event with its attempt. */
export type EnrollEffect =
  | {readonly type: 'abort'}
  | {readonly type: 'read-list'; readonly attempt: number}
  | {readonly type: 'check-pending'; readonly attempt: number; readonly enrolment: string}
  | {readonly type: 'load-status'; readonly attempt: number; readonly account: string; readonly channel: string}
  | {readonly type: 'step-up'; readonly grant: Grant}
  | {
      readonly type: 'check-proofs';
      readonly attempt: number;
      readonly grants: readonly string[];
      readonly accounts: readonly string[];
    }
  | {readonly type: 'unlock'; readonly attempt: number}
  | {
      readonly type: 'register';
      readonly attempt: number;
      readonly grants: readonly string[];
      readonly accounts: readonly string[];
      readonly deviceName: string;
      readonly device: string | null;
    }
  /** Derives the seeds and writes them, wrapped and pending, to the device. */
  | {readonly type: 'secure'; readonly attempt: number; readonly enrolment: Enrolment}
  | {readonly type: 'activate'; readonly attempt: number; readonly enrolment: string}
  /** The endpoint has activated: the device's own record follows. */
  | {readonly type: 'finish'; readonly attempt: number}
  /** Forgets what a broken-off enrolment left on the device. */
  | {readonly type: 'discard-pending'}
  /** And locks the list, unless it stays open for whoever shows it. */
  | {readonly type: 'forget-password'; readonly staysOpen?: true}
  | {readonly type: 'emit-enrolled'; readonly accounts: readonly string[]}
  | {readonly type: 'emit-problem'; readonly problem: Problem}
  | {readonly type: 'emit-dismissed'};

export type EnrollTransition = readonly [EnrollState, ...EnrollEffect[]];
