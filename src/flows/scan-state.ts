import type {ApprovalReason} from '../domain/contract.js';
import type {Problem, Result} from '../domain/problems.js';
import type {CameraProblem, RefusedScan, Scan, ScannedRequest} from '../domain/scan.js';

interface Common {
  /** Number of the latest call; answers to any other number are late and count for nothing. */
  readonly attempt: number;
}

interface Aiming extends Common {
  /** What was scanned last and is not taken: told while the camera goes on. */
  readonly refused: RefusedScan | null;
  /** The latest text that was judged; the camera reads it again and again. */
  readonly seen: string;
}

interface WithRequest extends Common {
  readonly request: ScannedRequest;
  /** For how long it is looked at and answered here; epoch milliseconds, endpoint time. */
  readonly until: number;
  /** The list has locked itself meanwhile: nothing of what was asked is shown any more. */
  readonly isLocked: boolean;
}

/** How it has ended; `gone`: it ran out, or was answered elsewhere; `locked`: too many wrong answers. */
export type ScanEnd = 'approved' | 'gone' | 'locked' | ApprovalReason;

/** One variant a screen. The digits are in none of them. */
export type ScanState =
  | (Common & {readonly step: 'idle'})
  /** An action of the open list. */
  | (Common & {readonly step: 'offered'})
  /** The browser may ask the customer for the camera. */
  | (Aiming & {readonly step: 'starting'})
  | (Aiming & {readonly step: 'looking'; readonly isJudging: boolean})
  /** Nothing can be scanned. */
  | (Common & {readonly step: 'blind'; readonly why: CameraProblem})
  | (WithRequest & {readonly step: 'reviewing'; readonly problem: Problem | null})
  /** On its way by itself. `slowAt`: from when on nobody is left waiting for it alone (epoch milliseconds). */
  | (WithRequest & {readonly step: 'answering'; readonly slowAt: number; readonly isSlow: boolean})
  /**
   * Typed by the customer where it is asked for. `next`: when there are other digits (epoch milliseconds), null while
   * they are made; `isUnheard`: they were sent as well, and what came of that is not known.
   */
  | (WithRequest & {readonly step: 'code'; readonly next: number | null; readonly isUnheard: boolean})
  /** `reason`: of the rejection that came to nothing. */
  | (WithRequest & {
      readonly step: 'asking-reason';
      readonly problem: Problem | null;
      readonly reason: ApprovalReason | null;
    })
  | (WithRequest & {readonly step: 'rejecting'; readonly reason: ApprovalReason})
  | (WithRequest & {readonly step: 'ended'; readonly end: ScanEnd});

export type ScanStep = ScanState['step'];

/** `now`: epoch milliseconds, endpoint time. */
export type ScanEvent =
  | {readonly type: 'start'}
  | {readonly type: 'stop'}
  | {readonly type: 'scan'}
  | {readonly type: 'camera-on'}
  | {readonly type: 'camera-off'; readonly why: CameraProblem}
  | {readonly type: 'seen'; readonly text: string}
  /** `scan`: null where what judges it could not be loaded. */
  | {readonly type: 'judged'; readonly attempt: number; readonly scan: Scan | null; readonly now: number}
  | {readonly type: 'back'}
  /** `again`: with the very code of the attempt before, of which nothing was heard. */
  | {readonly type: 'approve'; readonly isOnline: boolean; readonly again: boolean; readonly now: number}
  | {readonly type: 'reject'}
  | {readonly type: 'give-reason'; readonly reason: ApprovalReason}
  /** A moment has come that the state waits for. */
  | {readonly type: 'due'; readonly now: number}
  /** `result`: when there are other digits; epoch milliseconds. */
  | {readonly type: 'made'; readonly attempt: number; readonly result: Result<number>}
  | {readonly type: 'answered'; readonly attempt: number; readonly result: Result<unknown>}
  /** The list has locked itself. */
  | {readonly type: 'locked'}
  | {readonly type: 'done'};

/** What the controller does for the flow; each call ends in exactly one event with its attempt. */
export type ScanEffect =
  | {readonly type: 'abort'}
  | {readonly type: 'judge'; readonly attempt: number; readonly text: string}
  /** Makes the digits of the moment. */
  | {readonly type: 'make'; readonly attempt: number; readonly request: ScannedRequest}
  /** Makes the digits, unless those before are sent again, and sends them. */
  | {readonly type: 'approve'; readonly attempt: number; readonly request: ScannedRequest; readonly again: boolean}
  | {
      readonly type: 'reject';
      readonly attempt: number;
      readonly request: ScannedRequest;
      readonly reason: ApprovalReason;
    }
  | {readonly type: 'emit-problem'; readonly problem: Problem};

export type ScanTransition = readonly [ScanState, ...ScanEffect[]];
