/**
 * Compiles every TypeScript example of the docs and the Storybook's first page as a stranger would, who copies that one
 * alone into a page of the packed package, and holds every HTML example against the manifest. Also writes, for
 * each entry that defines an element, a page that imports that entry alone and hears all of the element's events.
 * Run after `npm run build`.
 */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {parseFragment} from 'parse5';
import {installPackage} from './package-host.mjs';
import {fail, filesBelow, root, runNode, textOf, tsc} from './tools.mjs';

/**
 * The fenced blocks of a Markdown text. What follows the language is the name of the block's file.
 * @param {string} markdown
 * @returns {{language: string, file: string, text: string, line: number}[]}
 */
export const fencedBlocks = (markdown) =>
  [...markdown.matchAll(/^```(\w+)(?: +(\S+))?\n(.*?)^```$/gms)].map(
    ({1: language = '', 2: file = '', 3: text = '', index}) => ({
      language,
      file,
      text,
      line: markdown.slice(0, index).split('\n').length,
    }),
  );

const isMarkdown = (file) => file.endsWith('.md');
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'stories/embed.mdx', ...filesBelow('docs', isMarkdown)];
const host = path.join(root, 'node_modules/.cache/kb-otp-snippets');

const strict = {
  strict: true,
  noEmit: true,
  target: 'ES2022',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  types: [],
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
};
const resolutions = [
  {module: 'NodeNext', moduleResolution: 'NodeNext'},
  {module: 'ESNext', moduleResolution: 'Bundler'},
];

/** Compiles one file in a program of its own: what another file imports does not help it. */
const compileAlone = (name, text) => {
  const file = `${name.replace(/\W+/g, '-')}.ts`;
  writeFileSync(path.join(host, file), `${text}\nexport {};\n`);
  for (const options of resolutions) {
    const project = {compilerOptions: {...strict, ...options}, files: [file]};
    writeFileSync(path.join(host, 'tsconfig.json'), JSON.stringify(project));
    try {
      runNode(tsc, ['--project', host, '--pretty', 'false'], {quiet: true});
    } catch {
      fail(`snippets: ${name} does not compile (${options.moduleResolution})`);
    }
  }
};

const modules = () => JSON.parse(textOf('dist/custom-elements.json') ?? '{"modules": []}').modules;

/** A page that imports one element's entry and reads whatever its events carry. */
const listening = ({tagName, events}, classes) => {
  const listeners = events.map(({name, type}) => {
    const carried = classes.get(type.text).map((member) => `event.${member}`);
    return `element.addEventListener('${name}', (event) => [${carried.join(', ')}]);`;
  });
  return [
    `import 'kb-otp/define/${tagName}.js';`,
    `const element = document.createElement('${tagName}');`,
    ...listeners,
    `element.restart();`,
  ].join('\n');
};

/** Attributes of HTML itself that our examples use. */
const ofHtml = new Set(['id', 'class', 'slot', 'style']);

/** What is wrong with a piece of HTML, by the manifest and by HTML's own parser. */
const faultsOf = (html, attributesOf) => {
  const faults = [];
  const onParseError = ({code, startLine}) => faults.push(`${code} in line ${startLine}`);
  const visit = (node) => {
    const known = node.tagName?.startsWith('otp-') && (attributesOf.get(node.tagName) ?? new Set());
    for (const {name} of (known && node.attrs) || [])
      if (!known.has(name) && !ofHtml.has(name)) faults.push(`<${node.tagName}> has no attribute "${name}"`);
    for (const child of node.childNodes ?? []) visit(child);
  };
  visit(parseFragment(html, {sourceCodeLocationInfo: true, onParseError}));
  return faults;
};

/** Names of our own scripts that a shell example runs and that are not there. */
const unknownScripts = (text) => {
  const scriptsIn = (folder) => JSON.parse(textOf(`${folder}package.json`) ?? '{}').scripts;
  const [ours, endpoint] = [scriptsIn(''), scriptsIn('server/')];
  const ran = [...text.matchAll(/npm (?:run )?([\w:]+)( --workspace server)?/g)];
  const isKnown = ([, name = '', ofEndpoint]) =>
    ['ci', 'install', 'create'].includes(name) || name in (ofEndpoint ? endpoint : ours);
  return ran.filter((found) => !isKnown(found)).map(([, name = '']) => name);
};

/** One text, or one a line. */
const faultsInJson = (text) => {
  const isJson = (part) => {
    try {
      return Boolean(JSON.parse(part));
    } catch {
      return false;
    }
  };
  return isJson(text) || text.trim().split('\n').every(isJson) ? [] : ['is no JSON'];
};

const faultsInCsv = (text) => {
  const [first = 0, ...others] = text
    .trim()
    .split('\n')
    .map((row) => row.split(',').length);
  return first > 1 && others.length > 0 && others.every((cells) => cells === first) ? [] : ['is no CSV'];
};

/** What is wrong with an example that is not compiled. */
const faultsIn = (language, text, attributesOf) => {
  if (language === 'html') return faultsOf(text, attributesOf);
  if (language === 'sh') return unknownScripts(text).map((name) => `no script "${name}"`);
  if (language === 'json') return faultsInJson(text);
  if (language === 'csv') return faultsInCsv(text);
  // There is no Java compiler on npm.
  return ['css', 'java', 'text'].includes(language) ? [] : [`nobody checks ${language}`];
};

const checkAll = () => {
  rmSync(host, {recursive: true, force: true});
  mkdirSync(host, {recursive: true});
  writeFileSync(path.join(host, 'package.json'), '{"type": "module"}');
  installPackage(host);
  const declarations = modules().flatMap((module) => module.declarations);
  const elements = declarations.filter(({tagName}) => tagName);
  const classes = new Map(declarations.map(({name, members = []}) => [name, members.map((member) => member.name)]));
  const namesOf = (items) => new Set(items.map(({name}) => name));
  const attributesOf = new Map(elements.map(({tagName, attributes}) => [tagName, namesOf(attributes)]));
  for (const element of elements) compileAlone(`${element.tagName} alone`, listening(element, classes));

  let count = 0;
  for (const page of pages) {
    for (const {language, file, text, line} of fencedBlocks(textOf(page) ?? '')) {
      // Those with a file's name belong to a framework: `scripts/hosts.mjs`.
      if (file) continue;
      count += 1;
      const name = `${page} ${line}`;
      if (language === 'ts' || language === 'js') compileAlone(name, text);
      else for (const fault of faultsIn(language, text, attributesOf)) fail(`snippets: ${name}: ${fault}`);
    }
  }
  if (!process.exitCode)
    console.log(`snippets: ${count} examples and ${elements.length} elements by themselves are right`);
};

if (import.meta.filename === process.argv[1]) checkAll();
