/**
 * The README's reference of each element, made from the custom elements manifest, between the markers
 * `<!-- api:otp-verify -->` and `<!-- /api -->`; what all elements look by is between `<!-- api:look -->` and
 * `<!-- /api -->`. `--check` writes nothing and fails if a table has drifted.
 */
import {tsImport} from 'tsx/esm/api';
import {writeManifest} from './manifest.mjs';
import {fail, textOf, writeOrCheck} from './tools.mjs';

const code = (text) => (text ? `\`${text.replace(/\s+/g, ' ')}\`` : '');
/** A pipe would end the cell, even inside backticks. */
const cell = (text = '') =>
  text
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim();

const row = (cells) => `| ${cells.map(cell).join(' | ')} |`;

const table = (heading, columns, rows) => {
  if (rows.length === 0) return '';
  return ['', `#### ${heading}`, '', row(columns), row(columns.map(() => '---')), ...rows.map(row), ''].join('\n');
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

const reference = (element) =>
  [
    table('Attributes and properties', ['Attribute', 'Property', 'Type', 'Default', 'What it does'], settings(element)),
    table('Methods', ['Method', 'What it does'], methods(element)),
    table('Events', ['Event', 'Type', 'When'], events(element)),
    table('Slots', ['Slot', 'What goes there'], slots(element)),
    table('CSS parts', ['Part', 'What it is'], parts(element)),
  ].join('');

/** The custom properties are the same for all. */
const look = (all) => table('CSS custom properties', ['Property', 'Default', 'What it sets'], custom(all[0] ?? {}));

/** The variables of the reference endpoint, from what reads them. */
const variables = async () => {
  const {descriptions} = await tsImport('../server/src/variable-descriptions.ts', import.meta.url);
  const rows = Object.entries(descriptions).map(([name, {what, otherwise}]) => [code(name), what, otherwise]);
  return [
    '',
    row(['Variable', 'What it says', 'Without it']),
    row(['---', '---', '---']),
    ...rows.map(row),
    '',
    '',
  ].join('\n');
};

const elements = () => {
  writeManifest();
  const {modules} = JSON.parse(textOf('dist/custom-elements.json') ?? '{"modules": []}');
  const declarations = modules.flatMap((module) => module.declarations ?? []);
  return new Map(declarations.filter(({tagName}) => tagName).map((declaration) => [declaration.tagName, declaration]));
};

const readme = textOf('README.md');
if (readme === undefined) fail('docs: there is no README.md');
else {
  const known = elements();
  const table = await variables();
  const withVariables = readme.replace(/(<!-- variables -->\n)[\s\S]*?(<!-- \/variables -->)/, `$1${table}$2`);
  const text = withVariables.replace(
    /(<!-- api:([\w-]+) -->\n)[\s\S]*?(<!-- \/api -->)/g,
    (whole, opening, tag, closing) => {
      const element = known.get(tag);
      if (tag === 'look') return `${opening}${look([...known.values()])}\n${closing}`;
      if (element) return `${opening}${reference(element)}\n${closing}`;
      fail(`docs: the README speaks of <${tag}>, which the manifest does not have`);
      return whole;
    },
  );
  const homeless = [...known.keys()].filter((tag) => !text.includes(`<!-- api:${tag} -->`));
  if (homeless.length > 0) fail(`docs: the README has no place for ${homeless.join(', ')}`);
  writeOrCheck(
    {'README.md': text},
    {name: 'docs', because: 'the elements say otherwise', repair: 'node scripts/docs.mjs'},
  );
}
