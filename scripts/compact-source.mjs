/**
 * What a page does not need of our sources, taken out by their syntax tree: white space that neither HTML nor CSS sees,
 * and the helper for decorators, of which a property has one that needs none.
 */

import {edited, walk} from './syntax-edits.mjs';

/** Tags of boxes that begin and end lines, so that white space beside them is none. Our styles keep them so. */
const block = '</?(?:div|section|p|dl|dt|dd|ul|li|h2|label)\\b[^<>]*>';
const besideBlock = new RegExp(`\\s+(?=${block})|(?<=${block})\\s+`, 'g');

/** White space in HTML text is one space, wherever it is and however much of it there is; in `<pre>` it is text. */
const compactHtml = (text) => text.replace(/\s+/g, ' ').replace(besideBlock, '');

/** Keeps strings; drops comments; keeps one space only where a selector or a value may need it. */
const compactCss = (text) =>
  text
    .replace(
      /("[^"]*"|'[^']*')|\/\*[\s\S]*?\*\/|\s*([{};,])\s*|(:)\s+|\s+/g,
      (whole, string, punctuation, colon) => string ?? punctuation ?? colon ?? (whole.startsWith('/*') ? '' : ' '),
    )
    .replaceAll(';}', '}');

const compactors = {html: compactHtml, svg: compactHtml, css: compactCss};

/** Where a template has a value. */
const hole = '\0';

/** Replacements for the static parts of one tagged template. */
const inTemplate = ({tag, quasi}, code) => {
  const compactor = compactors[tag.name];
  const texts = quasi.quasis.map(({start, end}) => ({start, end, text: code.slice(start, end)}));
  if (!compactor || texts.some(({text}) => /<(pre|textarea)\b/.test(text))) return [];
  const compacted = compactor(texts.map(({text}) => text).join(hole)).split(hole);
  return texts.map(({start, end}, index) => ({start, end, text: compacted[index]}));
};

/** `__decorate([property(options)], X.prototype, 'name')` is `property(options)(X.prototype, 'name')`. */
const inDecoration = ({start, end, arguments: [decorators, prototype, name]}, code) => {
  const [decorator, ...others] = decorators.elements;
  if (others.length > 0) return [];
  const [call, target, key] = [decorator, prototype, name].map((node) => code.slice(node.start, node.end));
  return [{start, end, text: `${call}(${target}, ${key})`}];
};

/**
 * @param {string} code of a JavaScript module
 * @param {(code: string) => object} parse into an ESTree
 */
export const compactSource = (code, parse) => {
  const edits = [...walk(parse(code))].flatMap((node) => {
    if (node.type === 'TaggedTemplateExpression') return inTemplate(node, code);
    return node.type === 'CallExpression' && /decorate$/.test(node.callee.name) ? inDecoration(node, code) : [];
  });
  return edited(code, edits);
};
