import type {
  AuthenticationStatus,
  Challenge,
  ChallengeOutcome,
  ChallengeRequest,
  Grant,
  Purpose,
  Transaction,
} from '../domain/contract.js';
import type {Problem, Result} from '../domain/problems.js';

/** What the host page asks for. */
export interface VerifyRequest {
  /** The accounts that the customer may choose from; one is taken as chosen. */
  readonly accounts: readonly string[];
  readonly channel: string;
  readonly purpose: Purpose;
  readonly transaction: Transaction | null;
}

interface Common {
  readonly request: VerifyRequest;
  /** Number of the latest call to the endpoint. Answers to any other number are late and count for nothing. */
  readonly attempt: number;
}

interface WithAccount extends Common {
  readonly account: string;
}

interface WithStatus extends WithAccount {
  readonly status: AuthenticationStatus;
}

interface WithChallenge extends WithStatus {
  readonly challenge: Challenge;
}

/** Why the code field shows more than the challenge: what was wrong, or what has just happened. */
export type CodeNotice =
  | {readonly type: 'none'}
  | {readonly type: 'problem'; readonly problem: Problem}
  | {readonly type: 'resent'}
  | {readonly type: 'method-changed'}
  /** KB-OTP was cancelled here; the previous method is asked for. */
  | {readonly type: 'cancelled'};

type Asked = WithChallenge & {readonly step: 'code'; readonly notice: CodeNotice};

/** One variant a screen. */
export type VerifyState =
  | (Common & {readonly step: 'idle'})
  | (Common & {readonly step: 'choosing-account'})
  | (WithAccount & {readonly step: 'loading'; readonly methodChanged: boolean; readonly cancelled?: true})
  /** `present`: the question that waits meanwhile, where there is one. */
  | (WithStatus & {
      readonly step: 'choosing-method';
      readonly methodChanged: boolean;
      readonly cancelled?: true;
      readonly present?: Asked;
    })
  /** `methodChanged`: the status was read again for this; if it is stale once more, the endpoint contradicts itself. */
  | (WithStatus & {
      readonly step: 'requesting';
      readonly method: string;
      readonly methodChanged?: true;
      readonly cancelled?: true;
    })
  | Asked
  | (WithChallenge & {readonly step: 'resending'})
  | (WithChallenge & {readonly step: 'submitting'})
  | (WithChallenge & {readonly step: 'checking'; readonly cause: Problem})
  | (WithChallenge & {readonly step: 'outcome-unknown'; readonly cause: Problem})
  /** What cancels KB-OTP is on its way to the page, then stands in place of the code. */
  | (WithStatus & {readonly step: 'opening-cancel'; readonly method: string})
  | (WithStatus & {readonly step: 'cancelling'})
  | (WithAccount & {readonly step: 'verified'; readonly grant: Grant; readonly reused: boolean})
  /** `configProblem`: what kept the element from starting and still does. */
  | (Common & {readonly step: 'dismissed'; readonly configProblem?: Problem})
  | (Common & {readonly step: 'failed'; readonly problem: Problem; readonly retry: Retry});

/** What "try again" does on the failed screen. */
export type Retry =
  | {readonly type: 'restart'}
  /** `sameAttempt`: a challenge may have come of it. */
  | {readonly type: 'load'; readonly account: string; readonly sameAttempt?: true}
  | {
      readonly type: 'challenge';
      readonly status: AuthenticationStatus;
      readonly method: string;
      readonly sameAttempt: boolean;
    };

export type VerifyStep = VerifyState['step'];

/** What the customer and the host page want, and facts from the endpoint (those carry the attempt that they answer). */
export type VerifyEvent =
  /** `given`: a challenge that the page brings along; with another one, it is another question. */
  | {
      readonly type: 'start';
      readonly request: VerifyRequest;
      readonly configProblem: Problem | null;
      readonly given?: string | undefined;
    }
  | {readonly type: 'stop'}
  | {readonly type: 'choose-account'; readonly account: string}
  | {readonly type: 'choose-method'; readonly method: string}
  | {readonly type: 'show-methods'}
  /** Asks anew, since the time is short. */
  | {readonly type: 'renew'}
  | {readonly type: 'submit'; readonly code: string}
  | {readonly type: 'resend'}
  | {readonly type: 'expire'}
  | {readonly type: 'open-cancel'}
  | {readonly type: 'cancelled'}
  | {readonly type: 'keep'}
  | {readonly type: 'retry'}
  | {readonly type: 'dismiss'}
  /** `challenge`: for the method in force, where the endpoint gives both at once; null where it gives none of that. */
  | {
      readonly type: 'loaded';
      readonly attempt: number;
      readonly result: Result<AuthenticationStatus>;
      readonly challenge?: Challenge | null | undefined;
    }
  | {readonly type: 'challenged'; readonly attempt: number; readonly result: Result<Challenge>}
  | {readonly type: 'resent'; readonly attempt: number; readonly result: Result<Challenge>}
  | {readonly type: 'judged'; readonly attempt: number; readonly result: Result<Grant>}
  | {readonly type: 'checked'; readonly attempt: number; readonly result: Result<ChallengeOutcome>}
  /** How the customer's own device has ended the challenge; comes unasked, whatever is under way. */
  | {readonly type: 'settled'; readonly challenge: string; readonly result: Result<Grant>}
  | {readonly type: 'cancel-opened'; readonly attempt: number; readonly result: Result<null>};

/** What the controller does for the flow. Each call ends in exactly one event with its attempt. */
export type VerifyEffect =
  | {readonly type: 'abort'}
  | {
      readonly type: 'load';
      readonly attempt: number;
      readonly account: string;
      readonly channel: string;
      readonly purpose: Purpose;
    }
  /** Reads the status and asks for the challenge that it calls for. */
  | {readonly type: 'begin'; readonly attempt: number; readonly request: ChallengeRequest}
  | {readonly type: 'challenge'; readonly attempt: number; readonly request: ChallengeRequest}
  | {readonly type: 'answer'; readonly attempt: number; readonly challenge: string; readonly code: string}
  | {readonly type: 'resend'; readonly attempt: number; readonly challenge: string}
  | {readonly type: 'check'; readonly attempt: number; readonly challenge: string}
  | {readonly type: 'open-cancel'; readonly attempt: number}
  | {readonly type: 'clear-code'}
  | {readonly type: 'emit-verified'; readonly grant: Grant; readonly reused: boolean}
  | {readonly type: 'emit-problem'; readonly problem: Problem}
  | {readonly type: 'emit-dismissed'};

export type VerifyTransition = readonly [VerifyState, ...VerifyEffect[]];
