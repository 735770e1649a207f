/**
 * Makes JavaScript of the TypeScript that runs in Node, once for all processes of a test run: a test file or an
 * endpoint then starts in half a second, and not in three.
 *
 * What is made stands in a folder as its sources stand in the repository; `KB_OTP_TEST_COMPILED` names that folder to
 * the tests (`server/test/support/scripts.ts`). Each module still knows itself as its source by `import.meta.url`.
 */
import {mkdirSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Packages of many modules, which would take longer to find than to run. All others stay what they are, so that none
 * is there twice and those with native parts find them.
 */
const bundled = [
  '@hono/node-server',
  '@noble/curves',
  'ajv',
  'ajv-formats',
  'hono',
  'jose',
  'kysely',
  'otpauth',
  'valibot',
  'yaml',
];

const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** A package that is only bundled because another is (`ajv` asks for its own) is bundled as well. */
const packages = {
  name: 'packages',
  setup: (build) =>
    build.onResolve({filter: /^[^./]/}, ({path: specifier, importer}) =>
      path.isAbsolute(specifier) || bundled.includes(packageOf(specifier)) || importer.includes('node_modules')
        ? undefined
        : {path: specifier, external: true},
    ),
};

const addressed = (file) =>
  readFileSync(file, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));

const ownAddress = {
  name: 'own address',
  setup: (build) =>
    build.onLoad({filter: /\.(ts|mjs)$/}, ({path: file}) =>
      file.includes('node_modules')
        ? undefined
        : {contents: addressed(file), loader: file.endsWith('.ts') ? 'ts' : 'js', resolveDir: path.dirname(file)},
    ),
};

/** A new folder for what is made, inside the repository, so that packages are found from there. */
export const compiledFolder = () => {
  const cache = path.join(root, 'node_modules/.cache');
  mkdirSync(cache, {recursive: true});
  return mkdtempSync(path.join(cache, 'kb-otp-tests-'));
};

/**
 * @param {string[]} files below the repository's root
 * @param {string} outdir
 * @returns {Promise<void>}
 * @throws {Error} in the words of esbuild, where a file can't be read or asks for what isn't there
 */
export const compile = async (files, outdir) => {
  await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir,
    outbase: root,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
    logOverride: {'empty-import-meta': 'silent'},
    tsconfig: path.join(root, 'tsconfig.json'),
    plugins: [packages, ownAddress],
    // What CommonJS among the bundled packages asks Node for.
    banner: {
      js: "import {createRequire as kbOtpRequire} from 'node:module';\nconst require = kbOtpRequire(import.meta.url);",
    },
  });
};

const fewHooks = new URL('few-hooks.mjs', import.meta.url).href;

/** From the repository's root, with forward slashes. */
const sourceOf = (compiled, folder) => path.relative(folder, compiled).replaceAll('\\', '/').replace(/\.js$/, '.ts');

/**
 * Makes files that each run several test files, which then share what takes long to load, and code that is warm. Each
 * is a suite of its own, with its hooks around its own tests. One that can't be loaded is a failure; the others run.
 *
 * What they share besides (a browser) is ended after the last of them: its end is added to
 * `globalThis[Symbol.for('kb-otp.ends')]`, which is there in such a file alone.
 * @param {string[]} files what is compiled
 * @param {number} count of groups
 * @param {string} folder
 * @returns {string[]} their paths
 */
export const inGroups = (files, count, folder) =>
  Array.from({length: Math.min(count, files.length)}, (_, place) => {
    const own = files.filter((_, index) => index % count === place);
    const suites = own.map((file) => [sourceOf(file, folder), pathToFileURL(file).href]);
    const group = path.join(folder, `group-${place + 1}.js`);
    writeFileSync(
      group,
      `import {stopFollowing} from ${JSON.stringify(fewHooks)};
const {after, describe, test} = await import('node:test');
const suites = ${JSON.stringify(suites)};
const ends = (globalThis[Symbol.for('kb-otp.ends')] = []);
let loading = suites.length;
let start;
const allLoaded = new Promise((resolve) => (start = resolve)).then(stopFollowing);
after(async () => {
  for (const end of ends) await end();
});
for (const [source, file] of suites)
  describe(source, async () => {
    await import(file).catch((error) => test('can be loaded', () => { throw error; }));
    if (--loading === 0) start();
    await allLoaded;
  });
`,
    );
    return group;
  });
