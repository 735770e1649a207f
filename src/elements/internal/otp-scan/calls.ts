import type {DeviceSession} from '../../../controllers/device-session.js';
import type {Calls} from '../../../controllers/flow.js';
import type {MadeCode} from '../../../domain/next-code.js';
import {failure, success} from '../../../domain/problems.js';
import type {ScanKeys} from '../../../domain/scan-keys.js';
import {claimsOf, judgeScan, type OwnMark, type Scan, type ScannedRequest} from '../../../domain/scan.js';
import type {ScanEffect, ScanEvent} from '../../../flows/scan-state.js';
import type {DeviceEndpoint} from '../../../ports/device-endpoint.js';
import type {ReadScan} from '../../../ports/scan-reader.js';
import {codeFor} from '../otp-requests/calls.js';

/** What is needed of the open list. */
export type ScanSession = Pick<DeviceSession, 'code' | 'openVault'>;

/** The digits, which no state holds: those that can be typed now, and those that were sent last. */
export interface Digits {
  made: MadeCode | null;
  sent: MadeCode | null;
}

interface Parts {
  readonly device: () => string;
  readonly endpoint: () => Pick<DeviceEndpoint, 'approveRequest' | 'rejectRequest'>;
  readonly session: () => ScanSession;
  readonly keys: () => ScanKeys;
  readonly read: ReadScan;
  /** Epoch milliseconds, endpoint time. */
  readonly now: () => number;
  readonly digits: Digits;
}

const unconnected = failure({code: 'misconfigured', hint: 'the endpoint object takes no answers to requests'});

/** How each call of the flow is made. */
export function scanCalls(parts: Parts): Calls<ScanEvent, ScanEffect> {
  const {device, endpoint, session, digits, now} = parts;
  const make = async (request: ScannedRequest) => {
    const made = await codeFor(request, {makeCode: (...asked) => session().code(...asked)});
    digits.made = made.ok ? made.value : null;
    return made;
  };
  return {
    judge: async ({text}) => ({type: 'judged', scan: await judge(text, parts), now: now()}),
    make: async ({request}) => {
      const made = await make(request);
      return {type: 'made', result: made.ok ? success(made.value.next) : made};
    },
    approve: async ({request: {number, ...request}, again}, options) => {
      const made = again && digits.sent ? success(digits.sent) : await make({...request, number});
      if (!made.ok) return {type: 'answered', result: made};
      digits.sent = made.value;
      const submission = {code: made.value.code, ...(number !== null && {number})};
      const sent = endpoint().approveRequest?.(device(), request.id, submission, options);
      return {type: 'answered', result: await (sent ?? unconnected)};
    },
    reject: async ({request, reason}, options) => ({
      type: 'answered',
      result: await (endpoint().rejectRequest?.(device(), request.id, reason, options) ?? unconnected),
    }),
  };
}

/** Null where what tells whose it is did not come over the network. */
async function judge(text: string, {read, keys, session, now}: Parts): Promise<Scan | null> {
  const claims = claimsOf(await read(text, keys()));
  const own = claims ? await marksOf(claims.q, session()).catch(() => null) : [];
  return own && judgeScan(claims, own, now());
}

/** What each account that is in force says of the question. */
async function marksOf(question: string, session: ScanSession): Promise<readonly OwnMark[]> {
  const {ownerMaking} = await loadAnswering();
  const making = ownerMaking(question);
  const accounts = session.openVault?.accounts.filter(({state}) => state === 'active') ?? [];
  const marks = accounts.map(async ({account}) => {
    const made = await session.code(account, () => making);
    return made.ok ? [{account, mark: made.value.code}] : [];
  });
  return (await Promise.all(marks)).flat();
}

/** What answers questions. Whoever scans may have no network by then, so it is brought before. */
export const loadAnswering = () => import('../../../domain/answering.js');
