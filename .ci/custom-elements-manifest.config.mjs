/** The custom elements manifest, made from the elements' doc blocks: what it says is what hosts may rely on. */

const isPublic = ({privacy, name}) => (privacy === undefined || privacy === 'public') && !name.startsWith('#');

/** An event without a description is the analyser's guess at some `dispatchEvent`; ours stand in the doc block. */
const isDescribed = ({description}) => Boolean(description);

/** Takes private and protected members out, and names modules as they are in the package. */
const asPublished = {
  name: 'as-published',
  packageLinkPhase({customElementsManifest}) {
    for (const module of customElementsManifest.modules) {
      module.path = inPackage(module.path);
      for (const declaration of module.declarations ?? []) {
        if (declaration.members) declaration.members = declaration.members.filter(isPublic);
        if (declaration.events) declaration.events = declaration.events.filter(isDescribed);
      }
      for (const item of [...(module.exports ?? []), ...(module.declarations ?? [])]) renameModules(item);
    }
    customElementsManifest.modules = customElementsManifest.modules.filter(({declarations}) => declarations?.length);
  },
};

const inPackage = (path) => path.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');

/** References to modules lie at any depth, always under the key `module`. */
const renameModules = (value) => {
  if (!value || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'module' && typeof inner === 'string') value[key] = inPackage(inner);
    else renameModules(inner);
  }
};

export default {
  globs: ['src/elements/**/*.ts', 'src/define/*.ts', 'src/events.ts', 'src/events/**/*.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [asPublished],
};
