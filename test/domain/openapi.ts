/** The written contract, so that a test can ask it instead of repeating it. */
import {readFileSync} from 'node:fs';
import {parse} from 'yaml';

/** As much of a JSON Schema as the contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean' | 'null';
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

const text = readFileSync(new URL('../../server/openapi.yaml', import.meta.url), 'utf8');
const {components, paths} = parse(text) as {
  components: {schemas: Record<string, Schema>};
  paths: Record<string, Record<string, {readonly responses?: Readonly<Record<string, unknown>>}>>;
};

/** Every operation of the contract, with the statuses of its success. */
export const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, {responses}]) => responses)
    .map(([method, {responses = {}}]) => ({
      method: method.toUpperCase(),
      path,
      successes: Object.keys(responses).filter((status) => status.startsWith('2')),
    })),
);

/** A schema of the contract by name, with the schemas that it is made of put together. */
export function schemaNamed(name: string): Schema {
  const schema = components.schemas[name];
  if (!schema) throw new Error(`the contract has no schema ${name}`);
  return resolve(schema);
}

/** Follows `$ref` and merges `allOf`, one level deep. */
export function resolve(schema: Schema): Schema {
  if (schema.$ref) return schemaNamed(schema.$ref.split('/').at(-1) ?? '');
  if (!schema.allOf) return schema;
  const parts = schema.allOf.map(resolve);
  return {
    type: 'object',
    required: parts.flatMap(({required}) => required ?? []),
    properties: Object.assign({}, ...parts.map(({properties}) => properties)) as Record<string, Schema>,
  };
}
