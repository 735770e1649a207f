/** Checks what comes in against the contract itself: the schemas of `openapi.yaml`, as JSON, compiled as they stand. */

import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { components } from '../../generated/contract.js';

export type SchemaName = keyof components['schemas'];
export type SchemaOf<Name extends SchemaName> = components['schemas'][Name];

export type Validation<T> =
  | { readonly ok: true; readonly value: T }
  /** Where the value breaks the schema, as a JSON pointer (RFC 6901); empty for the whole. */
  | { readonly ok: false; readonly at: string; readonly reason: string };

export interface Contract {
  validate<Name extends SchemaName>(name: Name, value: unknown): Validation<SchemaOf<Name>>;
}

const mostOfName = 64;

/** Made from `openapi.yaml` by `npm run contract`. */
const contractFile = new URL('../../generated/contract.json', import.meta.url);

let loaded: Contract | undefined;

/** Read and compiled once a process, however many endpoints it has: the contract is the same for all of them. */
export function loadContract(): Contract {
  return (loaded ??= readContract());
}

function readContract(): Contract {
  // Whether its schemas are schemas is for the tests to say: to make what checks that took a sixth of each start.
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateSchema: false });
  ajvFormats.default(ajv);
  ajv.addSchema(JSON.parse(readFileSync(contractFile, 'utf8')) as object, 'contract');
  const compiled = new Map<SchemaName, ValidateFunction>();
  const validatorOf = (name: SchemaName): ValidateFunction => {
    const known = compiled.get(name) ?? ajv.compile({ $ref: `contract#/components/schemas/${name}` });
    compiled.set(name, known);
    return known;
  };
  return {
    validate<Name extends SchemaName>(name: Name, value: unknown): Validation<SchemaOf<Name>> {
      const validate = validatorOf(name);
      if (validate(value)) return { ok: true, value: value as SchemaOf<Name> };
      const [error] = validate.errors ?? [];
      return { ok: false, at: error?.instancePath ?? '', reason: reasonOf(error) };
    },
  };
}

/** In the client's own names, so bounded: a property that is too much is one that it made up. */
function reasonOf(error: ErrorObject | undefined): string {
  const surplus = error?.params['additionalProperty'] as unknown;
  if (typeof surplus === 'string') return `must not have the property "${surplus.slice(0, mostOfName)}"`;
  const allowed = error?.params['allowedValues'] as unknown;
  if (Array.isArray(allowed)) return `must be one of ${allowed.join(', ')}`;
  return error?.message ?? 'is not valid';
}
