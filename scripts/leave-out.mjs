/**
 * What the packages that we bundle carry along and none of our modules reaches: a method that we override and never
 * call, another mode of a protocol. A bundler can't tell, for they are parts of one object. Each is named with its
 * kind, `.method`, `const` or `function`, and is there once: a package in which it is not stops the build, for another
 * version is to be looked at again.
 */
import {edited, walk} from './syntax-edits.mjs';

/** By the module that has them, below `node_modules`. */
export const leftOut = {
  '@lit/reactive-element/reactive-element.js': [
    '.createRenderRoot',
    '.addInitializer',
    '.toAttribute',
    '.fromAttribute',
  ],
  'lit-element/lit-element.js': ['.createRenderRoot'],
  'lit-html/lit-html.js': ['.tagName', '.startNode', '.endNode'],
  '@noble/curves/abstract/oprf.js': [
    'const voprf',
    'const poprf',
    'function generateKeyPair',
    '.deriveKeyPair',
    '.blindEvaluate',
    '.evaluate',
  ],
  // Its prime is 3 modulo 4 and its cofactor 1, and only points that chance has made are multiplied, never the base.
  '@noble/curves/abstract/hash-to-curve.js': ['.encodeToCurve', '.mapToCurve', 'function expand_message_xof'],
  '@noble/curves/abstract/modular.js': ['function sqrt5mod8', 'function sqrt9mod16', 'function tonelliShanks'],
  '@noble/curves/abstract/curve.js': [
    '.buildWnafTable',
    '.getWnafPrecomputes',
    'function mulAddUnsafe',
    '.mulUnsafe',
    'function signedWindowDigits',
    '.wnafCachedCT',
    'function wnafWalk',
  ],
  '@noble/curves/abstract/weierstrass.js': [
    'function _splitEndoScalar',
    '.hasEvenY',
    '.isSmallOrder',
    '.mulAddUnsafe',
    '.multiplyUnsafe',
    'function pushWnafPair',
    'function splitEndoScalarN',
    '.subtract',
  ],
};

/** What stands in the place of one, by the kind of its node. */
const kinds = {
  MethodDefinition: ({key, start, end}) => ({name: `.${key.name}`, start, end, text: ''}),
  Property: ({key, value, start, end}) =>
    /Function/.test(value.type) ? {name: `.${key.name}`, start, end, text: `${key.name}:undefined`} : [],
  VariableDeclarator: ({id, init}) =>
    init ? {name: `const ${id.name}`, start: init.start, end: init.end, text: 'undefined'} : [],
  FunctionDeclaration: ({id, body}) => ({name: `function ${id?.name}`, start: body.start, end: body.end, text: '{}'}),
};

const isWithin = (one, other) => other.start < one.start && one.end <= other.end;

/**
 * @param {string} code of a module
 * @param {string} id its path
 * @param {(code: string) => object} parse into an ESTree
 * @returns {string | null} null where nothing is left out
 */
export const leaveOut = (code, id, parse) => {
  const [file, names] = Object.entries(leftOut).find(([name]) => id.endsWith(`/node_modules/${name}`)) ?? [];
  if (!names) return null;
  const found = [...walk(parse(code))]
    .flatMap((node) => kinds[node.type]?.(node) ?? [])
    .filter(({name}) => names.includes(name));
  // What lies within another goes with it.
  const outer = found.filter((one) => !found.some((other) => isWithin(one, other)));
  for (const name of names) {
    const times = outer.filter((edit) => edit.name === name).length;
    if (times !== 1) throw new Error(`${file} has "${name}" ${times} times, not once`);
  }
  return edited(code, outer);
};
