/** The contract as a page: every operation, schema and problem of `server/openapi.yaml`. */
import {parse} from 'yaml';
import {textOf} from '../tools.mjs';
import {code, slugOf, table} from './markdown.mjs';

const nameOf = (reference) => reference.split('/').at(-1);

/** `#/components/parameters/Account` -> what stands there. */
const resolve = (document, item) =>
  item?.$ref
    ? item.$ref
        .slice(2)
        .split('/')
        .reduce((value, key) => value[key], document)
    : item;

const linkTo = (name) => `[\`${name}\`](#${slugOf(name)})`;

const between = ({minimum, maximum}) =>
  minimum === undefined && maximum === undefined ? '' : ` ${minimum ?? ''}..${maximum ?? ''}`;

const lengthOf = ({minLength, maxLength, minItems, maxItems}) => {
  const [least, most] = [minLength ?? minItems, maxLength ?? maxItems];
  if (least === undefined && most === undefined) return '';
  return least === most ? ` (${least})` : ` (${least ?? 0} to ${most ?? 'any'})`;
};

/** The kind of a value in a few words, with links to the schemas that it names. */
const typeOf = (schema) => {
  if (schema === undefined) return '';
  if (schema.$ref) return linkTo(nameOf(schema.$ref));
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(JSON.stringify(value))).join(' or ');
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return several.map(typeOf).join(' or ');
  if (schema.allOf) return schema.allOf.map(typeOf).join(' and ');
  const types = [schema.type].flat().filter(Boolean);
  if (types.includes('array')) return `list of ${typeOf(schema.items)}${lengthOf(schema)}`;
  const text = types.map((type) => (type === 'null' ? '`null`' : type)).join(' or ') || 'object';
  const pattern = schema.pattern ? `, ${code(schema.pattern)}` : '';
  return `${text}${schema.format ? ` (${schema.format})` : ''}${between(schema)}${lengthOf(schema)}${pattern}`;
};

/** One row a field; those of an object inside stand below it by their path. */
const fieldRows = (schema, before = '') =>
  Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const isRequired = schema.required?.includes(name);
    const inner =
      (field.properties ?? (field.type === 'array' && field.items?.properties))
        ? field.properties
          ? field
          : field.items
        : null;
    const path = `${before}${name}`;
    const row = [
      code(path),
      inner ? (field.properties ? 'object' : 'list of objects') : typeOf(field),
      isRequired ? 'yes' : '',
      field.description,
    ];
    return [row, ...(inner ? fieldRows(inner, `${path}.`) : [])];
  });

const fields = (schema) => table(['Field', 'Type', 'Required', 'What it is'], fieldRows(schema));

/** What is the object's own, of several that are joined. */
const bodyOf = (schema) => {
  const joined = (schema.allOf ?? []).filter(({$ref}) => !$ref);
  const bases = (schema.allOf ?? []).filter(({$ref}) => $ref).map(({$ref}) => linkTo(nameOf($ref)));
  const own = fields(schema.allOf ? Object.assign({}, ...joined) : schema);
  if (bases.length > 0) return [`As ${bases.join(' and ')}, and:`, own].filter(Boolean).join('\n\n');
  return own || typeOf(schema);
};

const mediaOf = (content) => Object.values(content ?? {})[0]?.schema;

const operation = (document, route, method, item) => {
  const parameters = (item.parameters ?? []).map((parameter) => resolve(document, parameter));
  const body = mediaOf(resolve(document, item.requestBody)?.content);
  const answers = Object.entries(item.responses ?? {}).map(([status, response]) => {
    const {description, content} = resolve(document, response);
    const text = status === 'default' ? 'else' : status;
    return [text, typeOf(mediaOf(content)), description];
  });
  const parameterRows = parameters.map(({name, in: place, required, schema, description}) => [
    code(name),
    place,
    typeOf(schema),
    required ? 'yes' : '',
    description,
  ]);
  return [
    `### ${item.operationId}`,
    `\`${method.toUpperCase()} ${route}\``,
    item.summary,
    item.description?.trim(),
    item.security &&
      `Opened by: ${item.security
        .flatMap((one) => Object.keys(one))
        .map(code)
        .join(' or ')}.`,
    table(['Parameter', 'In', 'Type', 'Required', 'What it is'], parameterRows),
    body && `Body: ${typeOf(body)}`,
    table(['Status', 'Body', 'What it says'], answers),
  ]
    .filter(Boolean)
    .join('\n\n');
};

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

const operations = (document) =>
  Object.entries(document.paths).flatMap(([route, items]) =>
    Object.entries(items)
      .filter(([method]) => methods.has(method))
      .map(([method, item]) => operation(document, route, method, item)),
  );

const schema = ([name, item]) => [`### ${name}`, item.description?.trim(), bodyOf(item)].filter(Boolean).join('\n\n');

const problemRows = ({ProblemCode}, kinds) =>
  ProblemCode.enum.map((name) => [
    `${kinds[name]?.status ?? ''}`,
    `[\`${name}\`](../errors.md#${slugOf(name)})`,
    kinds[name]?.title,
  ]);

const openings = ({securitySchemes = {}}) =>
  Object.entries(securitySchemes).map(([name, {type, scheme, in: place, name: of, description}]) => [
    code(name),
    [type, scheme, place, of].filter(Boolean).join(' '),
    description,
  ]);

/** The whole page, from the contract and the endpoint's titles of problems. */
export const contractPage = ({problemKinds}) => {
  const document = parse(textOf('server/openapi.yaml') ?? '');
  const {info, components} = document;
  return `${[
    '# The contract',
    `Version ${info.version} of what the elements ask of an auth endpoint. The file is \`server/openapi.yaml\` (OpenAPI ${document.openapi}), packed as \`kb-otp/openapi.yaml\`; this page is made from it.`,
    info.description.trim(),
    table(['Opened by', 'How', 'What it is'], openings(components)),
    '## Operations',
    ...operations(document),
    '## Schemas',
    ...Object.entries(components.schemas).map(schema),
    '## Problems',
    'What a customer reads about each, and what your page does, is in [events and errors](../errors.md).',
    table(['Status', 'Code', 'Title'], problemRows(components.schemas, problemKinds)),
  ].join('\n\n')}\n`;
};
