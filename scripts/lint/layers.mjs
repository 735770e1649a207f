/**
 * The direction of imports in `src`, as data:
 * `define -> elements -> controllers -> flows -> domain`, and `wiring -> adapters -> ports -> domain`; `react` stands
 * before `define`, and nothing imports `testing`.
 * The linter's rules for each folder are made from this table, so an arrow that isn't in it is an error.
 */

/**
 * @typedef {object} Layer a folder of `src`, or the file of that name beside the folders
 * @property {string[]} values layers that it may import, beside itself
 * @property {string[]} types layers of which it may import types only
 * @property {string[]} packages packages that it may import
 * @property {Sees} sees
 */

/**
 * `language`: neither page nor clock nor chance; `page`: the DOM, but neither network, storage, cryptography nor clock;
 * `platform`: everything.
 * @typedef {'language' | 'page' | 'platform'} Sees
 */

const lit = ['lit', '@lit/localize', '@lit/reactive-element'];

/** @type {Record<string, Layer>} */
export const table = {
  domain: {values: [], types: [], packages: [], sees: 'language'},
  flows: {values: ['domain'], types: [], packages: [], sees: 'language'},
  ports: {values: ['domain'], types: [], packages: [], sees: 'page'},
  signals: {values: [], types: [], packages: [], sees: 'page'},
  adapters: {
    values: ['ports', 'domain', 'signals'],
    types: [],
    packages: ['idb-keyval', '@noble/curves', 'qr'],
    sees: 'platform',
  },
  wiring: {values: ['adapters', 'ports', 'domain', 'signals'], types: [], packages: [], sees: 'page'},
  developer: {values: [], types: ['domain'], packages: [], sees: 'page'},
  'developer-silent': {values: [], types: [], packages: [], sees: 'language'},
  development: {values: ['developer'], types: ['domain'], packages: [], sees: 'page'},
  str: {values: [], types: [], packages: ['@lit/localize'], sees: 'language'},
  i18n: {values: ['domain', 'generated', 'str', 'developer'], types: [], packages: lit, sees: 'page'},
  styles: {values: [], types: [], packages: lit, sees: 'page'},
  'submit-event': {values: [], types: ['domain'], packages: [], sees: 'page'},
  'denied-event': {values: [], types: ['domain'], packages: [], sees: 'page'},
  'request-ended-event': {values: [], types: ['flows'], packages: [], sees: 'page'},
  events: {
    values: [],
    types: ['domain', 'flows', 'submit-event', 'denied-event', 'request-ended-event'],
    packages: [],
    sees: 'page',
  },
  controllers: {values: ['flows', 'domain', 'i18n', 'signals'], types: ['ports'], packages: lit, sees: 'page'},
  elements: {
    values: [
      'controllers',
      'flows',
      'domain',
      'i18n',
      'styles',
      'events',
      'signals',
      'submit-event',
      'denied-event',
      'request-ended-event',
      'wiring',
      'developer',
    ],
    types: ['ports'],
    packages: lit,
    sees: 'page',
  },
  define: {values: ['elements', 'events', 'i18n', 'developer'], types: [], packages: [], sees: 'page'},
  index: {
    values: ['elements', 'events', 'submit-event', 'denied-event', 'request-ended-event', 'i18n'],
    types: ['ports', 'domain', 'flows', 'wiring'],
    packages: [],
    sees: 'page',
  },
  testing: {
    values: ['adapters', 'domain', 'ports', 'signals'],
    types: ['elements', 'events', 'flows', 'submit-event', 'denied-event', 'request-ended-event'],
    packages: ['otpauth', 'lit'],
    sees: 'platform',
  },
  dialog: {values: ['define', 'elements'], types: ['domain'], packages: [], sees: 'page'},
  worker: {values: [], types: [], packages: [], sees: 'platform'},
  react: {values: ['define', 'index'], types: [], packages: ['react', '@lit/react'], sees: 'page'},
};

const everyLayer = [...Object.keys(table), 'generated'];

/** Globals that only an adapter names. */
const platform = [
  'caches',
  'crypto',
  'EventSource',
  'fetch',
  'indexedDB',
  'localStorage',
  'performance',
  'sessionStorage',
  'WebSocket',
  'XMLHttpRequest',
];
const page = [
  'clearInterval',
  'clearTimeout',
  'console',
  'customElements',
  'document',
  'globalThis',
  'history',
  'HTMLElement',
  'location',
  'navigator',
  'process',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'self',
  'setInterval',
  'setTimeout',
  'window',
];

const pure = 'This layer is a function of its arguments: time, chance and answers come in as data.';
const behindPort = 'This belongs to an adapter; use it through its port.';

const chance = (message) => [
  {selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message},
];
const clock = (message) => [
  {selector: "NewExpression[callee.name='Date'][arguments.length=0]", message},
  {selector: "CallExpression[callee.name='Date']", message},
  {selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message},
];

/** `Date.parse(text)` and `Date.UTC(...)` ask no clock. */
const askedOfNoClock = 'CallExpression[arguments.length>0] > MemberExpression[property.name=/^(parse|UTC)$/] > .object';

/** @type {Record<Sees, {globals: string[], syntax: {selector: string, message: string}[], message: string}>} */
const hidden = {
  language: {
    globals: [...platform, ...page],
    syntax: [
      {selector: `Identifier[name='Date']:not(${askedOfNoClock})`, message: pure},
      {selector: 'SwitchCase[test=null]', message: 'No `default`: a new member must not compile until it is handled.'},
      ...chance(pure),
    ],
    message: pure,
  },
  page: {globals: platform, syntax: [...clock(behindPort), ...chance(behindPort)], message: behindPort},
  platform: {globals: [], syntax: [], message: ''},
};

const markup = {
  regex: '^lit(-html)?/(directives/unsafe-|static-html)',
  message: 'Text is text: nothing is rendered as markup.',
};

const contract =
  'src/domain/contract.ts hands on the types of the contract; nothing else of the endpoint is for the sources.';

/** Matches what leads from a file `depth` folders below `src` into one of `layers`, or does so by naming `src`. */
const into = (layers, depth) =>
  `^(${depth === 0 ? '\\./' : `(\\.\\./){${depth}}`}|.*/src/)(${layers.join('|')})(/|\\.js$)`;

const dynamic = (pattern, message) => ({
  selector: `ImportExpression[source.value=/${pattern.replaceAll('/', '\\/')}/]`,
  message,
});

/** @returns {import('eslint').Linter.Config} */
const configAt = (depth, [name, layer], sourceSyntax) => {
  const {globals, syntax, message} = hidden[layer.sees];
  const allowed = [...layer.values, ...layer.types.map((type) => `types of ${type}`)].join(', ') || 'no other layer';
  const arrow = `src/${name} may import ${allowed}.`;
  const forbidden = everyLayer.filter((other) => ![name, ...layer.values, ...layer.types].includes(other));
  const forbiddenValues = into([...forbidden, ...layer.types], depth);
  const foreign = `^(?!\\.)(?!(${layer.packages.join('|') || '-'})($|/))`;
  const packages = {regex: foreign, message: `src/${name} may import ${layer.packages.join(', ') || 'no package'}.`};
  return {
    name: `kb-otp/${name}`,
    files: [depth === 0 ? `src/${name}.ts` : `src/${name}/${'*/'.repeat(depth - 1)}*.ts`],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {regex: into(forbidden, depth), message: arrow},
            ...layer.types.map((type) => ({regex: into([type], depth), message: arrow, allowTypeImports: true})),
            packages,
            {regex: '/server/', message: contract, allowTypeImports: name === 'domain'},
            markup,
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        {
          globals: globals.map((global) => ({name: global, message})),
          checkGlobalObject: true,
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...sourceSyntax,
        ...syntax,
        dynamic(forbiddenValues, arrow),
        dynamic(foreign, packages.message),
      ],
    },
  };
};

/**
 * The rules of every layer, for files up to three folders deep.
 * @param {{selector: string, message: string}[]} sourceSyntax what all of `src` may not write
 */
export const layers = (sourceSyntax) =>
  [0, 1, 2, 3].flatMap((depth) => Object.entries(table).map((entry) => configAt(depth, entry, sourceSyntax)));
