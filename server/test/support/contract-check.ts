/** Holds every answer of the endpoint against the contract; a field that the contract does not name is a fault too. */

import assert from 'node:assert/strict';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { ajv, schemaOf } from '../../conformance/contract.js';
import type { Problem } from '../../generated/contract.js';

const compiled = new Map<string, ValidateFunction>();
const base = '/v1';

export function checkAgainstContract(method: string, path: string, response: Response, body: unknown): void {
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.match(response.headers.get('x-trace-id') ?? '', /^[0-9a-f]{32}$/);
  const schema = response.ok ? schemaOfVerdict(method, path, response.status) : 'Problem';
  const type = response.ok ? 'application/json' : 'application/problem+json';
  assert.equal(response.headers.get('content-type'), type);
  assertValid(schema, body);
  if (!response.ok) checkProblem(response, body as Problem);
}

function checkProblem(response: Response, problem: Problem): void {
  assert.equal(problem.status, response.status);
  assert.equal(problem.traceId, response.headers.get('x-trace-id'));
  assert.equal(response.headers.get('retry-after'), problem.retryAfter?.toString() ?? null);
}

function schemaOfVerdict(method: string, path: string, status: number): string {
  const schema = schemaOf(method, path.slice(base.length), status);
  assert.ok(schema !== undefined, `The contract has no ${status} for ${method} ${path}.`);
  return schema;
}

function assertValid(schema: string, body: unknown): void {
  const closed = { $ref: `contract#/components/schemas/${schema}`, unevaluatedProperties: false };
  const validate = compiled.get(schema) ?? ajv.compile(closed);
  compiled.set(schema, validate);
  assert.ok(validate(body), `Not a ${schema}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`);
}
