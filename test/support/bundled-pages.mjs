/**
 * Test files of the browser stage as a page loads them soonest: bundled together beforehand, what they share in chunks.
 * Unbundled, each page asks for several hundred modules, one by one, and compiles them anew.
 */
import {existsSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Loaded before each test file: of what it changes in chai, there must be one. */
export const before = 'test/support/readable-failures.ts';

/** Those that look at which modules a page asks for, or have workers and frames that are made of them. */
const needsModules = (file) => /^test\/adapters\/|\/device-code-loading\.test\.ts$/.test(file);

/** Not `.js`: the server would translate it as it does with sources, and lose the way back to them. */
const ending = '.mjs';

/** `@web/test-runner-commands` speaks to a module that the server makes as it is asked for. */
const madeByServer = {
  name: 'made by the server',
  setup: (build) => build.onResolve({filter: /^\/__web-/}, ({path: address}) => ({path: address, external: true})),
};

/**
 * @param {string[]} files from the root
 * @param {string} outdir below the root, where the server finds it
 * @throws {Error} in the words of esbuild, where a file can't be read or asks for what isn't there
 */
export const bundlePages = (files, outdir) =>
  build({
    absWorkingDir: root,
    entryPoints: [before, ...files.filter((file) => !needsModules(file))],
    outdir,
    outbase: root,
    outExtension: {'.js': ending},
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    // As pages have them that are not bundled: all that is imported, and Lit's development build.
    ignoreAnnotations: true,
    conditions: ['browser', 'development'],
    sourcemap: true,
    logLevel: 'error',
    tsconfig: path.join(root, 'tsconfig.json'),
    plugins: [madeByServer],
  });

/**
 * Leads from a source to what it was bundled into.
 * @param {string | undefined} folder without one, pages load their modules as they stand
 * @returns {import('@web/dev-server-core').Plugin}
 */
export const bundledPages = (folder) => ({
  name: 'bundled-pages',
  serve({path: source}) {
    const bundle = folder && path.join(folder, source.replace(/\.ts$/, ending));
    if (!bundle || !source.endsWith('.ts') || !existsSync(bundle)) return undefined;
    return {body: `import '/${path.relative(root, bundle).replaceAll(path.sep, '/')}';`, type: 'js'};
  },
});
