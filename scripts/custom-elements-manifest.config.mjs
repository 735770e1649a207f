/**
 * The custom elements manifest, made from the elements' doc blocks: what it says is what hosts may rely on. It holds
 * the elements that have a tag, where each is defined, and the events; nothing of how they are made.
 */

/** Callbacks that browsers call are no API. */
const browserCallback = /^(form\w+|connected|disconnected|adopted|attributeChanged)Callback$/;

const isPublic = ({privacy, name, static: ofClass}) =>
  (privacy === undefined || privacy === 'public') && !ofClass && !name.startsWith('#') && !browserCallback.test(name);

/** An event without a description is the analyser's guess at some `dispatchEvent`; ours stand in the doc block. */
const isDescribed = ({description}) => Boolean(description);

/** Where the events' classes are. */
const eventFiles = ['src/events.ts', 'src/submit-event.ts', 'src/denied-event.ts', 'src/request-ended-event.ts'];

const inPackage = (path) => path.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');

/** Where it was inherited from is a class that nobody else may extend. */
const asOwn = (item) => ({...item, inheritedFrom: undefined});

const published = (declaration) => ({
  ...declaration,
  ...(declaration.tagName && {superclass: {name: 'LitElement', package: 'lit'}}),
  ...(declaration.members && {members: declaration.members.filter(isPublic).map(asOwn)}),
  ...(declaration.events && {events: declaration.events.filter(isDescribed).map(asOwn)}),
  ...Object.fromEntries(
    ['attributes', 'slots', 'cssParts', 'cssProperties']
      .filter((key) => declaration[key])
      .map((key) => [key, declaration[key].map(asOwn)]),
  ),
});

/** What its base class leaves open, by the names that the element's own types have: `VerifyTexts`, `VerifyStep`. */
const concrete = (declaration) => {
  const name = declaration.name.replace(/^Otp/, '');
  const text = JSON.stringify(declaration)
    .replaceAll("S['texts']", `${name}Texts`)
    .replaceAll("S['state']['step']", `${name}Step`);
  if (text.includes("S['")) throw new Error(`The manifest of ${declaration.name} names a type that is open.`);
  return JSON.parse(text);
};

const exportOf = (path, name) => ({kind: 'js', name, declaration: {name, module: path}});

const moduleOf = (path, declarations) => ({
  kind: 'javascript-module',
  path,
  declarations,
  exports: declarations.map(({name}) => exportOf(path, name)),
});

/** The module that defines an element; `customElements.define` itself is called in one place for all. */
const definition = (path, {name, tagName}) => ({
  kind: 'javascript-module',
  path: `dist/define/${tagName}.js`,
  declarations: [],
  exports: [{kind: 'custom-element-definition', name: tagName, declaration: {name, module: path}}],
});

const asPublished = {
  name: 'as-published',
  packageLinkPhase({customElementsManifest}) {
    const found = customElementsManifest.modules.map(({path, declarations = []}) => ({
      path: inPackage(path),
      declarations: declarations
        .filter(({tagName}) => tagName || eventFiles.includes(path))
        .map(published)
        .map(concrete),
    }));
    // The analyzer finds files in any order.
    const modules = found
      .filter(({declarations}) => declarations.length > 0)
      .sort((one, other) => (one.path < other.path ? -1 : 1));
    customElementsManifest.modules = [
      ...modules.map(({path, declarations}) => moduleOf(path, declarations)),
      ...modules.flatMap(({path, declarations}) =>
        declarations.filter(({tagName}) => tagName).map((element) => definition(path, element)),
      ),
    ];
  },
};

export default {
  globs: ['src/elements/**/*.ts', ...eventFiles],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [asPublished],
};
