/** The tables of each element's API, from the custom elements manifest. */
import {writeManifest} from '../manifest.mjs';
import {textOf} from '../tools.mjs';
import {code, table} from './markdown.mjs';

const section = (heading, columns, rows) => {
  const text = table(columns, rows);
  return text ? `\n## ${heading}\n\n${text}\n` : '';
};

const typeOf = ({type}) => code(type?.text?.replace(/\s*\|\s*undefined$/, ''));

/** One row for what a page may set or read, by attribute, by property or by both. */
const settings = ({attributes = [], members = []}) => {
  const fields = members.filter(({kind}) => kind === 'field');
  const names = new Set(fields.map(({name}) => name));
  const attributeOf = new Map(attributes.map((attribute) => [attribute.fieldName, attribute.name]));
  return [
    ...attributes
      .filter(({fieldName}) => !names.has(fieldName))
      .map((attribute) => settingRow(attribute.name, '', attribute)),
    ...fields.map((field) => settingRow(attributeOf.get(field.name), field.name, field)),
  ];
};

const settingRow = (attribute, property, {type, default: initial, readonly, description = ''}) => [
  code(attribute),
  code(property),
  typeOf({type}),
  code(initial),
  `${readonly ? '*Read only.* ' : ''}${description}`,
];

const methods = ({members = []}) =>
  members
    .filter(({kind}) => kind === 'method')
    .map(({name, parameters = [], return: result, description}) => {
      const list = parameters.map((parameter) => `${parameter.name}: ${parameter.type?.text ?? 'unknown'}`).join(', ');
      return [code(`${name}(${list}): ${result?.type?.text ?? 'void'}`), description];
    });

const events = ({events: all = []}) => all.map((event) => [code(event.name), typeOf(event), event.description]);
const slots = ({slots: all = []}) => all.map(({name, description}) => [name ? code(name) : '(default)', description]);
const parts = ({cssParts = []}) => cssParts.map(({name, description}) => [code(name), description]);
const custom = ({cssProperties = []}) =>
  cssProperties.map(({name, default: initial, description}) => [code(name), code(initial), description]);

export const referenceOf = (element) =>
  [
    section(
      'Attributes and properties',
      ['Attribute', 'Property', 'Type', 'Default', 'What it does'],
      settings(element),
    ),
    section('Methods', ['Method', 'What it does'], methods(element)),
    section('Events', ['Event', 'Type', 'When'], events(element)),
    section('Slots', ['Slot', 'What goes there'], slots(element)),
    section('CSS parts', ['Part', 'What it is'], parts(element)),
  ].join('');

/** The custom properties, which are the same for all. */
export const lookOf = (element) => `\n${table(['Property', 'Default', 'What it sets'], custom(element))}\n`;

/** Which element fires which event: one row an event. */
export const eventsOf = (all) => {
  const byName = new Map();
  for (const {tagName, events: own = []} of all)
    for (const {name, type, description} of own) {
      const row = byName.get(name) ?? {type, description, tags: []};
      byName.set(name, {...row, tags: [...row.tags, tagName]});
    }
  const rows = [...byName].map(([name, {type, description, tags}]) => [
    code(name),
    tags.map(code).join(' '),
    typeOf({type}),
    description,
  ]);
  return `\n${table(['Event', 'Of', 'Type', 'When'], rows)}\n`;
};

/** Which element has which part: one row a part. */
export const partsOf = (all) => {
  const byName = new Map();
  for (const {tagName, cssParts = []} of all)
    for (const {name} of cssParts) byName.set(name, [...(byName.get(name) ?? []), tagName]);
  const rows = [...byName]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, tags]) => [code(name), tags.map(code).join(' ')]);
  return `\n${table(['Part', 'Of'], rows)}\n`;
};

/** Every element by its tag, in the manifest's own order. */
export const knownElements = () => {
  writeManifest();
  const {modules} = JSON.parse(textOf('dist/custom-elements.json') ?? '{"modules": []}');
  const declarations = modules.flatMap((module) => module.declarations ?? []);
  return new Map(declarations.filter(({tagName}) => tagName).map((declaration) => [declaration.tagName, declaration]));
};
