/** Holds every answer of the endpoint against the contract; a field that the contract does not name is a fault too. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { Problem } from '../../generated/contract.js';

interface MediaTypes {
  readonly [type: string]: { readonly schema: { readonly $ref: string } };
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: MediaTypes }>>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const file = new URL('../../generated/contract.json', import.meta.url);
const document = JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
const ajv = new Ajv2020({ strict: false });
ajvFormats.default(ajv);
ajv.addSchema(document, 'contract');
const compiled = new Map<string, ValidateFunction>();
const base = '/v1';

export function checkAgainstContract(method: string, path: string, response: Response, body: unknown): void {
  assert.equal(response.headers.get('cache-control'), 'no-store');
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.match(response.headers.get('x-trace-id') ?? '', /^[0-9a-f]{32}$/);
  const schema = response.ok ? schemaOf(method, path, response.status) : 'Problem';
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

function schemaOf(method: string, path: string, status: number): string {
  const operation = findOperation(method, path);
  const schema = operation?.responses[status]?.content?.['application/json']?.schema.$ref;
  assert.ok(schema !== undefined, `The contract has no ${status} for ${method} ${path}.`);
  return schema.replace('#/components/schemas/', '');
}

function findOperation(method: string, path: string): Operation | undefined {
  for (const [template, operations] of Object.entries(document.paths)) {
    const pattern = new RegExp(`^${base}${template.replace(/\{[^}]+\}/g, '[^/]+')}$`);
    const operation = operations[method.toLowerCase()];
    if (operation !== undefined && pattern.test(path)) return operation;
  }
  return undefined;
}

function assertValid(schema: string, body: unknown): void {
  const closed = { $ref: `contract#/components/schemas/${schema}`, unevaluatedProperties: false };
  const validate = compiled.get(schema) ?? ajv.compile(closed);
  compiled.set(schema, validate);
  assert.ok(validate(body), `Not a ${schema}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`);
}
