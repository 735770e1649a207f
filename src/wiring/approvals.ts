import {approvalStream} from '../adapters/endpoint/approval-stream.js';
import {approvals} from '../adapters/endpoint/approvals.js';
import {hearApproval} from '../adapters/endpoint/hear-approval.js';
import type {ApprovalEndpoint, HearApproval} from '../ports/approval-endpoint.js';
import type {Endpoint} from '../ports/endpoint.js';
import {connect, resolveEndpoint, type Connection} from './endpoint.js';
import {newIdempotencyKey} from './page.js';

/** Seconds that the endpoint may wait with an answer. */
const WAIT = 25;

export interface ApprovalLine {
  readonly hear: HearApproval;
  /** Tries once; nobody waits for it. */
  readonly withdraw: (challenge: string) => void;
}

/** How a page hears of approvals, or null where the endpoint is a host's own object that knows none. */
export function connectApprovals(
  endpoint: string | (Endpoint & Partial<ApprovalEndpoint>),
  options: Connection,
): ApprovalLine | null {
  const target = resolveEndpoint(endpoint);
  if (!target.ok || (typeof endpoint === 'object' && !(endpoint.getApproval && endpoint.withdrawChallenge)))
    return null;
  const {value: base} = target;
  const asked = connect(approvals, endpoint, {...options, timeout: options.timeout + WAIT * 1000});
  const callOptions = (signal: AbortSignal) => ({signal, idempotencyKey: newIdempotencyKey()});
  return {
    hear: hearApproval({
      ask: (challenge, {signal, isPatient}) => asked.getApproval(challenge, isPatient ? WAIT : 0, callOptions(signal)),
      stream: typeof base === 'string' ? approvalStream({...options, base}) : undefined,
      page: document,
    }),
    withdraw: (challenge) => void asked.withdrawChallenge(challenge, callOptions(new AbortController().signal)),
  };
}
