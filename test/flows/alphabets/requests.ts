import type {ApprovalRequest} from '../../../src/domain/contract.js';
import {failure, success} from '../../../src/domain/problems.js';
import {initialRequestsState, requests} from '../../../src/flows/requests.js';
import type {RequestsEvent} from '../../../src/flows/requests-state.js';
import {first, results} from '../device-samples.js';
import {walk} from '../reach.js';

const at = '2026-03-02T02:35:00Z';

export const asked = (id: string, over: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  id,
  account: first,
  accountLabel: '058C•••002',
  channel: 'kb-trade',
  channelName: 'KB-Trade',
  purpose: 'order',
  display: [],
  code: {length: 6, alphabet: 'digits'},
  numberMatching: true,
  sameSession: false,
  attemptsLeft: 5,
  requestedAt: at,
  expiresAt: at,
  ...over,
});

/** One takes the code of the moment, the other the answer to its question. */
export const one = asked('challenge-000001');
export const other = asked('challenge-000002', {suite: 'OCRA-1:HOTP-SHA256-8:QN08-T30S', question: '04815162'});

export const wishes: readonly RequestsEvent[] = [
  {type: 'open'},
  {type: 'choose', id: one.id},
  {type: 'choose', id: other.id},
  {type: 'back'},
  {type: 'approve', again: false},
  {type: 'approve', again: true},
  {type: 'reject'},
  {type: 'give-reason', reason: 'changed-mind'},
  {type: 'give-reason', reason: 'not-me'},
  {type: 'done'},
];

export const host: readonly RequestsEvent[] = [
  {type: 'start'},
  {type: 'stop'},
  {type: 'found', requests: []},
  {type: 'found', requests: [one]},
  {type: 'found', requests: [other, one]},
  {type: 'opened', isOpen: true},
  {type: 'opened', isOpen: false},
  {type: 'due'},
];

const refusals = (
  ['challenge_expired', 'challenge_locked', 'code_replayed', 'code_invalid', 'state_conflict', 'vault_locked'] as const
).map((code) => failure({code, ...(code === 'code_invalid' && {attemptsLeft: 2})}));

export const facts = (attempt: number): readonly RequestsEvent[] =>
  [success(null), ...results<null>().slice(2, 7), ...refusals].map((result) => ({type: 'answered', attempt, result}));

/** Every state that the flow can come to, and every arrow between them. */
export const walked = () =>
  walk(initialRequestsState, requests, ({attempt}) => [...host, ...wishes, ...facts(attempt)]);
