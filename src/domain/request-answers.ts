import {codeFormat, displayLine, purposes} from './answers.js';
import type {ApprovalAnswer, ApprovalRequest} from './contract.js';
import {boolean, integer, list, object, oneOf, optional, text, timestamp} from './shapes.js';

/** What another page asks of this device. */
export const isApprovalRequest = object<ApprovalRequest>({
  id: text(/^[\w-]{16,64}$/),
  account: text(/^[\w.-]{1,32}$/),
  accountLabel: text(),
  channel: text(/^[a-z][a-z0-9-]{0,31}$/),
  channelName: text(),
  purpose: oneOf(...purposes),
  display: list(displayLine, 0, 24),
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
