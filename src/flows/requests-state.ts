import type {ApprovalReason, ApprovalRequest} from '../domain/contract.js';
import type {Problem, Result} from '../domain/problems.js';

interface Common {
  /** Number of the latest call; answers to any other number are late and count for nothing. */
  readonly attempt: number;
  /** What waits for the customer, as the endpoint has last said, the latest first. */
  readonly waiting: readonly ApprovalRequest[];
  /** Ids of what has ended here: an answer that was under way may still name it. */
  readonly ended: readonly string[];
  /** The list of this device is open: only then is it seen what is asked for. */
  readonly isOpen: boolean;
}

interface WithRequest extends Common {
  readonly request: ApprovalRequest;
}

/** How a request has ended; `gone`: it ran out, or was answered elsewhere; `locked`: too many wrong numbers. */
export type RequestEnd = 'approved' | 'gone' | 'locked' | ApprovalReason;

/** One variant a screen. Neither the code nor the two digits are in any of them. */
export type RequestsState =
  | (Common & {readonly step: 'idle'})
  /** A bar above the codes, where anything waits. */
  | (Common & {readonly step: 'waiting'})
  /** What is chosen from stays in its place: what comes is put below it, what goes is told when it is chosen. */
  | (Common & {readonly step: 'choosing'; readonly shown: readonly ApprovalRequest[]})
  | (WithRequest & {readonly step: 'reviewing'; readonly problem: Problem | null})
  | (WithRequest & {readonly step: 'approving'})
  /** `reason`: of the rejection that came to nothing. */
  | (WithRequest & {
      readonly step: 'asking-reason';
      readonly problem: Problem | null;
      readonly reason: ApprovalReason | null;
    })
  | (WithRequest & {readonly step: 'rejecting'; readonly reason: ApprovalReason})
  | (WithRequest & {readonly step: 'ended'; readonly end: RequestEnd});

export type RequestsStep = RequestsState['step'];

export type RequestsEvent =
  | {readonly type: 'start'}
  | {readonly type: 'stop'}
  | {readonly type: 'found'; readonly requests: readonly ApprovalRequest[]}
  /** The list was opened, or locked. */
  | {readonly type: 'opened'; readonly isOpen: boolean}
  /** The bar was pressed, or the page came to show that request. */
  | {readonly type: 'open'; readonly id?: string}
  | {readonly type: 'choose'; readonly id: string}
  | {readonly type: 'back'}
  /** `again`: with the very code and number of the attempt before, of which nothing was heard. */
  | {readonly type: 'approve'; readonly again: boolean}
  | {readonly type: 'reject'}
  | {readonly type: 'give-reason'; readonly reason: ApprovalReason}
  /** The time of what is looked at is over. */
  | {readonly type: 'due'}
  | {readonly type: 'done'}
  | {readonly type: 'answered'; readonly attempt: number; readonly result: Result<unknown>};

/** What the controller does for the flow; each call ends in exactly one event with its attempt. */
export type RequestsEffect =
  | {readonly type: 'abort'}
  /** Makes the code of the opened list, unless the one before is sent again, and sends it. */
  | {readonly type: 'approve'; readonly attempt: number; readonly request: ApprovalRequest; readonly again: boolean}
  | {
      readonly type: 'reject';
      readonly attempt: number;
      readonly request: ApprovalRequest;
      readonly reason: ApprovalReason;
    }
  | {readonly type: 'emit-problem'; readonly problem: Problem};

export type RequestsTransition = readonly [RequestsState, ...RequestsEffect[]];
