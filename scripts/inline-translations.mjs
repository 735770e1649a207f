/**
 * Puts each English text beside the Vietnamese one that it translates, so that a built page carries no ids and no table
 * to look them up in: `msg('Xác nhận', {id: 'confirm'})` becomes `msg('Xác nhận', 'Confirm')`, which `msg-inlined.ts`
 * reads.
 */
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {edited, walk} from './syntax-edits.mjs';

/** @typedef {any} Node an ESTree node with `start` and `end` */
/** @typedef {(code: string) => object} Parse */

/** `templates` of a generated module: id -> its node. @returns {Map<string, Node>} */
const templatesOf = (code, parse) => {
  const table = [...walk(parse(code))].find(
    ({type, id, init}) => type === 'VariableDeclarator' && id.name === 'templates' && init.type === 'ObjectExpression',
  );
  return new Map(table.init.properties.map(({key, value}) => [key.value ?? key.name, value]));
};

/** A translation's text as a template literal whose numbers have become the source's values. */
const asTemplate = (node, code, values) => {
  const {quasis, expressions} = node.quasi ?? node;
  const parts = quasis.map(({value}, index) => {
    const number = expressions[index];
    return value.raw + (number ? `\${${values[number.value] ?? ''}}` : '');
  });
  return `\`${parts.join('')}\``;
};

const remove = ({start, end}) => ({start, end, text: ''});

/**
 * @param {string} code JavaScript of a module of `src/i18n/messages`
 * @param {string} id its path
 * @param {Parse} parse
 */
export const inlineTranslations = (code, id, parse) => {
  const module = /** @type {Node} */ (parse(code));
  const generated = module.body.find(({source}) => source?.value.includes('/generated/locales/'));
  if (!generated) return code;
  const file = path.resolve(path.dirname(id), generated.source.value).replace(/\.js$/, '.ts');
  const translations = readFileSync(file, 'utf8');
  const english = templatesOf(translations, parse);
  const runtime = module.body.find(({source}) => source?.value.endsWith('/msg.js'));
  const own = `import {msg} from '${runtime.source.value}';`;
  const edits = [remove(generated), {start: runtime.start, end: runtime.end, text: own}];
  for (const node of walk(module)) {
    if (node.type === 'ExpressionStatement' && node.expression.callee?.name === 'registerTranslations')
      edits.push(remove(node));
    if (node.type !== 'CallExpression' || node.callee.name !== 'msg') continue;
    const [source, options] = node.arguments;
    const key = options.properties.find(({key: name}) => name.name === 'id').value.value;
    const values = (source.quasi?.expressions ?? []).map(({start, end}) => code.slice(start, end));
    const translation = english.get(key);
    if (!translation) throw new Error(`${id}: "${key}" has no English text`);
    if (source.tag) edits.push({start: source.tag.start, end: source.tag.end, text: ''});
    const text =
      translation.type === 'Literal'
        ? JSON.stringify(translation.value)
        : asTemplate(translation, translations, values);
    edits.push({start: options.start, end: options.end, text});
  }
  return edited(code, edits);
};
