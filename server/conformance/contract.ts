/** The shapes of the contract (`server/openapi.yaml`), held against answers. */

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import contract from '../generated/contract.json' with { type: 'json' };
import type { Reply } from './client.js';

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: { readonly $ref: string } }>> }>
  >;
}

/** Knows the contract as `contract`. */
export const ajv = new Ajv2020({ strict: false });
ajvFormats.default(ajv);
ajv.addSchema(contract, 'contract');

const compiled = new Map<string, ValidateFunction>();
const paths = contract.paths as unknown as Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/**
 * Why an answer is none of the contract; undefined if it is one. A field more than the contract names is no fault:
 * endpoints may be newer than this.
 */
export function faultOfShape(reply: Reply): string | undefined {
  const isVerdict = reply.status >= 200 && reply.status < 300;
  const schema = isVerdict ? schemaOf(reply.method, reply.path, reply.status) : 'Problem';
  if (schema === undefined) return `the contract has no status ${reply.status} for it`;
  const validate = validatorOf(schema);
  return validate(reply.body)
    ? undefined
    : `not a ${schema}: ${ajv.errorsText(validate.errors, { dataVar: 'answer' })}`;
}

function validatorOf(schema: string): ValidateFunction {
  const known = compiled.get(schema) ?? ajv.compile({ $ref: `contract#/components/schemas/${schema}` });
  compiled.set(schema, known);
  return known;
}

/**
 * The schema of an answer; undefined where the contract has none of that status.
 * @param path below the base address, without a query
 */
export function schemaOf(method: string, path: string, status: number): string | undefined {
  for (const [template, operations] of Object.entries(paths)) {
    if (!new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path)) continue;
    const ref = operations[method.toLowerCase()]?.responses[status]?.content?.['application/json']?.schema.$ref;
    if (ref !== undefined) return ref.split('/').at(-1);
  }
  return undefined;
}
