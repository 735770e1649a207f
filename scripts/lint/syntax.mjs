/** Forms that the house style does without, as selectors for `no-restricted-syntax`. */

/** TypeScript is for types only: what it adds to the running program stays out. */
const typesOnly = [
  {selector: 'TSEnumDeclaration', message: 'TypeScript for types only: a union of literals instead.'},
  {
    selector: "TSModuleDeclaration:not([kind='global']):not([declare=true])",
    message: 'TypeScript for types only: a module is the namespace.',
  },
  {selector: 'TSParameterProperty', message: 'TypeScript for types only: declare the field and assign it.'},
];

/** ECMAScript modules name their files in full: without the suffix a browser finds nothing. */
const bare = '[source.value=/^\\.(?!.*\\.(js|mjs|json|css|svg|html|mdx)(\\?\\w+)?$)/]';
const imports = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression'];
const suffix = imports.map((node) => ({
  selector: `${node}${bare}`,
  message: 'Relative imports end in `.js`.',
}));

/** What no file may write. */
export const everywhere = [...typesOnly, ...suffix];

/** What a package keeps to itself may be gone in its next patch, and hosts get it with their own versions. */
const insides = imports.map((node) => ({
  selector: `${node}[source.value=/^[^.].*\\/internal\\//]`,
  message: 'What is inside another package is not for us.',
}));

const message = 'Text is text: nothing is rendered as markup or run as code.';
const markup = [
  'MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
  'TemplateElement[value.raw=/\\.(innerHTML|outerHTML|srcdoc)\\s*=\\s*["\']?$/]',
  'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]',
  "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]",
  'CallExpression[callee.name=/^(eval|Function|unsafeStatic|unsafeCSS)$/]',
  "NewExpression[callee.name='Function']",
].map((selector) => ({selector, message}));

/** What no file of `src` may write. */
export const sourceSyntax = [...everywhere, ...insides, ...markup];

const notRun = ['describe', 'it', 'test', 'suite', 'context'].flatMap((object) =>
  ['only', 'skip', 'todo'].map((property) => ({object, property, message: 'A test that is not run shows nothing.'})),
);

/** Properties that tests may not use. */
export const testProperties = [
  ...notRun,
  {property: 'waitForTimeout', message: 'Wait for what should happen, not for time.'},
];
