import {failure, success} from '../../../src/domain/problems.js';
import type {Scan, ScannedRequest} from '../../../src/domain/scan.js';
import {initialScanState, scan} from '../../../src/flows/scan.js';
import type {ScanEvent} from '../../../src/flows/scan-state.js';
import {results, scanned} from '../device-samples.js';
import {walk} from '../reach.js';

/** When everything happens here, unless it is said otherwise. */
export const now = 1_000_000;

export const request: ScannedRequest = {...scanned, until: now + 15_000};

export const ours: Scan = {kind: 'ours', request};
const refusals: readonly Scan[] = [
  {kind: 'foreign'},
  {kind: 'expired', channelName: 'KB-Trade'},
  {kind: 'other-account', channelName: 'KB-Trade'},
];

const approvals = [true, false].flatMap((isOnline) =>
  [true, false].map((again) => ({type: 'approve', isOnline, again, now}) as const),
);

export const wishes: readonly ScanEvent[] = [
  {type: 'scan'},
  {type: 'back'},
  ...approvals,
  {type: 'reject'},
  {type: 'give-reason', reason: 'changed-mind'},
  {type: 'give-reason', reason: 'not-me'},
  {type: 'done'},
];

export const host: readonly ScanEvent[] = [
  {type: 'start'},
  {type: 'stop'},
  {type: 'camera-on'},
  ...(['denied', 'none', 'busy', 'not-loaded'] as const).map((why) => ({type: 'camera-off', why}) as const),
  {type: 'seen', text: 'one'},
  {type: 'seen', text: 'other'},
  {type: 'due', now},
  {type: 'due', now: now + 5_000},
  {type: 'due', now: now + 200_000},
  {type: 'locked'},
];

const answers = (
  [
    'challenge_expired',
    'challenge_not_found',
    'challenge_locked',
    'code_replayed',
    'code_invalid',
    'state_conflict',
    'vault_locked',
    'session_expired',
  ] as const
).map((code) => failure({code, ...(code === 'code_invalid' && {attemptsLeft: 2})}));

export const facts = (attempt: number): readonly ScanEvent[] => [
  ...[ours, ...refusals, null].map((found) => ({type: 'judged', attempt, scan: found, now}) as const),
  {type: 'made', attempt, result: success(now + 10_000)},
  {type: 'made', attempt, result: failure({code: 'unreachable'})},
  ...[success(null), ...results<null>().slice(2, 7), ...answers].map(
    (result) => ({type: 'answered', attempt, result}) as const,
  ),
];

/** Every state that the flow can come to, and every arrow between them. */
export const walked = () => walk(initialScanState, scan, ({attempt}) => [...host, ...wishes, ...facts(attempt)]);
