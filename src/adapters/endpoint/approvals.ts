import {isApproval} from '../../domain/approval-answers.js';
import type {ApprovalEndpoint} from '../../ports/approval-endpoint.js';
import type {Operations} from './operations.js';

/** What a page asks about a challenge that the customer's own device may answer. */
export const approvals: Operations<ApprovalEndpoint> = {
  getApproval: {
    ask: (challenge, wait) => [`challenges/${challenge}/approval?wait=${wait}`],
    fits: isApproval,
  },
  withdrawChallenge: {
    ask: (challenge) => [`challenges/${challenge}/withdrawal`, {}],
    fits: isApproval,
    keepalive: true,
  },
};
