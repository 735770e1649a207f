import type {ApprovalRequest, ApprovalSubmission} from '../../../domain/contract.js';
import type {MadeCode, MakingAt} from '../../../domain/next-code.js';
import {failure, type Result} from '../../../domain/problems.js';
import type {RequestsEffect, RequestsEvent} from '../../../flows/requests-state.js';
import type {DeviceEndpoint} from '../../../ports/device-endpoint.js';
import {inTime} from '../../../signals.js';
import type {Calls} from '../../../controllers/flow.js';
import {notLoaded} from '../../../controllers/not-loaded.js';

/** The code of an account of the open list; `bound`: how it is made where it answers a question. */
export type MakeCode = (account: string, bound: MakingAt | null) => Promise<Result<MadeCode>>;

interface Parts {
  readonly device: () => string;
  readonly endpoint: () => Pick<DeviceEndpoint, 'approveRequest' | 'rejectRequest'>;
  readonly makeCode: MakeCode;
  /** The two digits that were typed; empty where none are asked for. */
  readonly number: () => string;
  /** What is sent, until it is known what came of it; never anywhere else than on its way. */
  readonly sent: Sent;
}

/** Milliseconds that what answers a question may take to come over the network. */
const LOADING = 20_000;

/** The latest approval, to be sent again as it was as long as nothing was heard of it. */
export class Sent {
  #last: {readonly submission: ApprovalSubmission; readonly until: number} | null = null;

  /** Whether that number was in it, and its code still counts. @param now epoch milliseconds, endpoint time */
  isOf(number: string, now: number): boolean {
    return this.#last !== null && (this.#last.submission.number ?? '') === number && now < this.#last.until;
  }

  get submission(): ApprovalSubmission | undefined {
    return this.#last?.submission;
  }

  hold(submission: ApprovalSubmission, until: number): ApprovalSubmission {
    this.#last = {submission, until};
    return submission;
  }

  forget(): void {
    this.#last = null;
  }
}

const unconnected = failure({code: 'misconfigured', hint: 'the endpoint object has requests, but takes no answers'});

/** How each call of the flow is made. */
export function requestsCalls(parts: Parts): Calls<RequestsEvent, RequestsEffect> {
  const {device, endpoint, sent} = parts;
  return {
    approve: async ({request, again}, options) => {
      const kept = again ? sent.submission : undefined;
      const made = kept ? null : await codeFor(request, parts);
      if (made?.ok === false) return {type: 'answered', result: made};
      const submission = kept ?? submissionOf(request, made?.value, parts);
      const result = await (endpoint().approveRequest?.(device(), request.id, submission, options) ?? unconnected);
      return {type: 'answered', result: result.ok ? result : waitingForNext(result, made?.value.next)};
    },
    reject: async ({request, reason}, options) => ({
      type: 'answered',
      result: await (endpoint().rejectRequest?.(device(), request.id, reason, options) ?? unconnected),
    }),
  };
}

function submissionOf({numberMatching}: ApprovalRequest, made: MadeCode | undefined, {sent, number}: Parts) {
  const {code, next} = made ?? {code: '', next: 0};
  return sent.hold({code, ...(numberMatching && {number: number()})}, next);
}

/** The code of the moment, or where there is a question what answers it. */
export async function codeFor(
  {account, suite, question}: Pick<ApprovalRequest, 'account' | 'suite' | 'question'>,
  {makeCode}: {readonly makeCode: MakeCode},
): Promise<Result<MadeCode>> {
  if (suite === undefined || question === undefined) return makeCode(account, null);
  try {
    const {answering} = await inTime(import('../../../domain/answering.js'), LOADING);
    return await makeCode(account, (at) => answering({suite, question}, at));
  } catch {
    return failure(notLoaded);
  }
}

/** A code of the moment that was used before has a successor, which can be waited for. */
const waitingForNext = (refused: Extract<Result<never>, {ok: false}>, next: number | undefined): Result<never> => {
  const {problem} = refused;
  return problem.code === 'code_replayed' && problem.retryAt === undefined && next !== undefined
    ? failure({...problem, retryAt: next})
    : refused;
};
