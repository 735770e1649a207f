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
