import type {ClientProblemCode, Problem} from '../../src/domain/problems.js';
import type {ProblemCode} from '../../src/domain/contract.js';
import {schemaNamed} from './openapi.js';

const contract = schemaNamed('ProblemCode');

/** The codes of the contract's enumeration. */
export const endpointCodes = (contract.enum ?? []) as readonly ProblemCode[];

/** The statuses as the contract's prose gives them: `400 invalid_request invalid_format · 401 session_expired`. */
export const statusOf: ReadonlyMap<ProblemCode, number> = new Map(
  (contract.description ?? '').split('·').flatMap((group) => {
    const [status, ...codes] = group.match(/\w+/g) ?? [];
    return codes.map((code) => [code as ProblemCode, Number(status)] as const);
  }),
);

/** A record, so that a code that is added does not compile until it is here. */
const clientCodes: Readonly<Record<ClientProblemCode, true>> = {
  offline: true,
  timeout: true,
  unreachable: true,
  malformed_answer: true,
  refused: true,
  grant_expired: true,
  insecure_context: true,
  misconfigured: true,
  unsupported_channel: true,
  no_method: true,
  storage_unavailable: true,
  storage_failed: true,
  vault_missing: true,
  vault_damaged: true,
  vault_locked: true,
  wrong_password: true,
  passkey_unsupported: true,
  passkey_failed: true,
};

/** Every code that a problem can have. */
export const problemCodes: readonly Problem['code'][] = [
  ...endpointCodes,
  ...(Object.keys(clientCodes) as ClientProblemCode[]),
];
