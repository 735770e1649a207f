import type {ApprovalReason, ApprovalRequest} from '../../domain/contract.js';
import {failure, success} from '../../domain/problems.js';
import type {RequestsEndpoint} from '../../ports/device-endpoint.js';
import type {ReferenceEndpoint} from '../reference/reference-endpoint.js';
import {accounts, maskedLabel} from './accounts.js';
import {inSeconds} from './time.js';
import {displayLines, order} from './transactions.js';

/** What another page asks; whatever is not said is as for an order on KB-Trade. */
export type ApprovalOptions = Partial<ApprovalRequest> & {
  /** The two digits that the asking page shows; empty for none. */
  readonly number?: string;
  /** Seconds until it runs out. */
  readonly expiresIn?: number;
};

/** How it ended: approved, or the reason of the rejection; `withdrawn` by the page, `locked` by wrong numbers. */
export type ApprovalOutcome = 'pending' | 'approved' | 'expired' | 'withdrawn' | 'locked' | ApprovalReason;

/** A request that a test has put on the device, as the page that asked knows it. */
export interface AskedApproval {
  readonly id: string;
  /** The two digits that the page shows; empty for none. */
  readonly number: string;
  outcome(): ApprovalOutcome;
  /** The page takes it back. */
  withdraw(): void;
}

export interface Approvals extends RequestsEndpoint {
  /** Puts a request on the device that makes the account's codes. */
  readonly ask: (options?: ApprovalOptions) => AskedApproval;
  /** What was asked under that id, and the two digits that the page shows. */
  readonly asked: (id: string) => {readonly request: ApprovalRequest; readonly number: string} | undefined;
}

interface Entry {
  readonly request: ApprovalRequest;
  readonly number: string;
  attemptsLeft: number;
  ended: Exclude<ApprovalOutcome, 'pending' | 'expired'> | null;
}

const PERIOD = 30_000;

/** What pages ask of devices, judged as an endpoint does it. @param now epoch milliseconds by the endpoint's clock */
export function approvals(books: ReferenceEndpoint, now: () => number): Approvals {
  const entries: Entry[] = [];
  /** Answers by the key of their attempt: one that is repeated has the outcome that it had. */
  const answers = new Map<string, Awaited<ReturnType<RequestsEndpoint['rejectRequest']>>>();
  const outcomeOf = ({ended, request, attemptsLeft}: Entry): ApprovalOutcome => {
    if (ended !== null) return ended;
    if (Date.parse(request.expiresAt) <= now()) return 'expired';
    return attemptsLeft === 0 ? 'locked' : 'pending';
  };
  const holds = (device: string, account: string) => books.devices.get(device)?.accounts.has(account) ?? false;
  const find = (device: string, id: string) =>
    entries.find(({request}) => request.id === id && holds(device, request.account));
  const isRight = async (device: string, {account, suite, question}: ApprovalRequest, code: string) => {
    const moments = [-PERIOD, 0, PERIOD].map((offset) => now() + offset);
    if (suite === undefined || question === undefined)
      return moments.some((at) => books.code(device, account, at) === code);
    const answers = moments.map((at) => books.boundCode(device, account, {suite, question}, at));
    return (await Promise.all(answers)).includes(code);
  };
  const once = async (key: string, answer: () => ReturnType<RequestsEndpoint['rejectRequest']>) => {
    const known = answers.get(key) ?? (await answer());
    answers.set(key, known);
    return known;
  };
  const done = (state: 'approved' | 'denied') => success({state, serverTime: inSeconds(0, now())});

  return {
    ask: ({number = '47', expiresIn = 120, ...over} = {}) => {
      const account = over.account ?? accounts.base;
      const request: ApprovalRequest = {
        id: `apr_${crypto.randomUUID()}`,
        account,
        accountLabel: maskedLabel(account),
        channel: 'kb-trade',
        channelName: 'KB-Trade',
        purpose: 'order',
        display: displayLines({transaction: order}),
        code: {length: 6, alphabet: 'digits'},
        numberMatching: number !== '',
        sameSession: false,
        attemptsLeft: 5,
        requestedAt: inSeconds(0, now()),
        expiresAt: inSeconds(expiresIn, now()),
        ...over,
      };
      const entry: Entry = {request, number, attemptsLeft: request.attemptsLeft, ended: null};
      entries.unshift(entry);
      return {
        id: request.id,
        number,
        outcome: () => outcomeOf(entry),
        withdraw: () => void (entry.ended ??= 'withdrawn'),
      };
    },
    asked: (id) => entries.find(({request}) => request.id === id),
    listRequests: async (device) =>
      success({
        requests: entries
          .filter((entry) => holds(device, entry.request.account) && outcomeOf(entry) === 'pending')
          .map(({request, attemptsLeft}) => ({...request, attemptsLeft})),
        serverTime: inSeconds(0, now()),
      }),
    approveRequest: (device, id, {code, number}, {idempotencyKey}) =>
      once(idempotencyKey, async () => {
        const entry = find(device, id);
        if (!entry) return failure({code: 'challenge_not_found'});
        if (outcomeOf(entry) === 'approved') return failure({code: 'code_replayed'});
        if (outcomeOf(entry) !== 'pending') return failure({code: 'challenge_expired'});
        if ((entry.number !== '' && number !== entry.number) || !(await isRight(device, entry.request, code))) {
          entry.attemptsLeft -= 1;
          const {attemptsLeft} = entry;
          return failure(
            attemptsLeft === 0 ? {code: 'challenge_locked', attemptsLeft} : {code: 'code_invalid', attemptsLeft},
          );
        }
        entry.ended = 'approved';
        return done('approved');
      }),
    rejectRequest: (device, id, reason, {idempotencyKey}) =>
      once(idempotencyKey, async () => {
        const entry = find(device, id);
        if (!entry) return failure({code: 'challenge_not_found'});
        if (outcomeOf(entry) === 'expired') return failure({code: 'challenge_expired'});
        if (outcomeOf(entry) !== 'pending') return failure({code: 'state_conflict'});
        entry.ended = reason;
        return done('denied');
      }),
  };
}
