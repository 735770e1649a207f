import {accountId, challengeId, channelId, codeFormat, displayLine, purpose} from './answers.js';
import type {ApprovalAnswer, ApprovalRequest} from './contract.js';
import {boolean, integer, list, object, oneOf, optional, text, timestamp} from './shapes.js';

/** What another page asks of this device. */
export const isApprovalRequest = object<ApprovalRequest>({
  id: challengeId,
  account: accountId,
  accountLabel: text(),
  channel: channelId,
  channelName: text(),
  purpose,
  display: list(displayLine, 0, 8),
  code: codeFormat,
  suite: optional(text()),
  question: optional(text()),
  numberMatching: boolean,
  sameSession: boolean,
  attemptsLeft: integer(0, 100),
  requestedAt: timestamp,
  expiresAt: timestamp,
});

export const isApprovalAnswer = object<ApprovalAnswer>({state: oneOf('approved', 'denied'), serverTime: timestamp});
