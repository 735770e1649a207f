/** The status and the title of every problem code (RFC 9457). */

import type { ProblemCode } from '../../generated/contract.js';

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  invalid_request: { status: 400, title: 'The request does not fit the contract.' },
  invalid_format: { status: 400, title: 'The code does not have the form that the challenge asks for.' },
  session_expired: { status: 401, title: 'The session is missing or over.' },
  grant_required: { status: 403, title: 'No grant covers this act.' },
  step_up_required: { status: 403, title: 'A stronger proof is needed.' },
  device_proof_required: { status: 403, title: 'This must come from the device itself.' },
  forbidden_origin: { status: 403, title: 'This origin may not use the session cookie.' },
  limit_exceeded: { status: 403, title: 'The amount exceeds the limit that holds after a change of method.' },
  not_found: { status: 404, title: 'There is nothing here.' },
  not_enrolled: { status: 404, title: 'The account has no authentication method.' },
  challenge_not_found: { status: 404, title: 'There is no such challenge in this session.' },
  enrolment_not_found: { status: 404, title: 'There is no such enrolment in this session.' },
  already_enrolled: { status: 409, title: 'The account is enrolled already.' },
  code_replayed: { status: 409, title: 'The code was used before.' },
  state_conflict: { status: 409, title: 'The state has changed meanwhile.' },
  request_in_progress: { status: 409, title: 'The same request is still being worked on.' },
  challenge_expired: { status: 410, title: 'The challenge is over.' },
  enrolment_expired: { status: 410, title: 'The enrolment is over.' },
  device_disabled: { status: 410, title: 'The device is disabled.' },
  device_superseded: { status: 410, title: 'Another device has taken over.' },
  payload_too_large: { status: 413, title: 'The body is too large.' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json.' },
  code_invalid: { status: 422, title: 'The code is wrong.' },
  activation_invalid: { status: 422, title: 'The activation code is wrong.' },
  clock_drift: { status: 422, title: 'The code belongs to another time; the clock of the device is off.' },
  transaction_mismatch: { status: 422, title: 'The transaction is not the one that was authorized.' },
  idempotency_mismatch: { status: 422, title: 'The Idempotency-Key was used for another request.' },
  weak_password: { status: 422, title: 'The password is too easy to guess.' },
  challenge_locked: { status: 423, title: 'The challenge has no attempts left.' },
  account_locked: { status: 423, title: 'The method is locked after wrong codes.' },
  device_locked: { status: 423, title: 'The device is locked.' },
  client_outdated: { status: 426, title: 'The client is too old.' },
  rate_limited: { status: 429, title: 'Too many requests.' },
  internal_error: { status: 500, title: 'Something went wrong at the endpoint.' },
  upstream_unavailable: { status: 503, title: 'A service that the endpoint needs does not answer.' },
  maintenance: { status: 503, title: 'The endpoint is being maintained.' },
};
