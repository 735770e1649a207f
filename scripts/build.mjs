/**
 * Builds `dist`: the package's modules (JavaScript, types, maps), the files for a page without a bundler with the hash
 * of each (`dist/cdn/integrity.json`), the manifest of the elements. Ends with the sizes in bytes after brotli, of
 * `otp-verify.js` and of all that a page loads; goals and limits are in `scripts/size-budgets.json`. Fails if one has
 * grown over its limit, which is lowered as the goal comes nearer, and raised only for something new.
 */
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';
import {writeCommand} from './command.mjs';
import {writeFrameworkTypes} from './framework-types.mjs';
import {writeManifest} from './manifest.mjs';
import {bin, fail, root, runNode, textOf, tsc} from './tools.mjs';

/** @typedef {{goal: number, limit: number}} Budget */
/** @type {{files: Record<string, Budget>, pages: Record<string, Budget & {files: string[]}>}} */
const budgets = JSON.parse(textOf('scripts/size-budgets.json') ?? '{}');

const step = (name, work) => {
  const start = performance.now();
  work();
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
};

/** Bytes of a file as a server sends it at its best. */
const compressedSize = (name) => {
  const bytes = readFileSync(path.join(root, `dist/cdn/${name}.js`));
  const params = {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length};
  return brotliCompressSync(bytes, {params}).length;
};

/** What a page names the files' contents by (Subresource Integrity), those too that other files import. */
const writeIntegrity = () => {
  const folder = path.join(root, 'dist/cdn');
  const hashOf = (file) =>
    createHash('sha384')
      .update(readFileSync(path.join(folder, file)))
      .digest('base64');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort();
  const hashes = Object.fromEntries(files.map((file) => [file, `sha384-${hashOf(file)}`]));
  writeFileSync(path.join(folder, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`);
};

const reportSize = (what, files, {goal, limit}) => {
  const size = files.map(compressedSize).reduce((sum, bytes) => sum + bytes, 0);
  console.log(`${what}: ${size} bytes; goal ${goal}, limit ${limit}`);
  if (size > limit) fail(`${what}: ${size - limit} bytes over the limit`);
};

/** What a page loads is all that its files import; what is brought later stands in no row but its own. */
const reportUnlisted = (page, files) => {
  const imported = files.flatMap((file) =>
    [...(textOf(`dist/cdn/${file}.js`) ?? '').matchAll(/(?:from|import)\s*"\.\/([\w-]+)\.js"/g)].map(
      ([, name]) => name,
    ),
  );
  const unlisted = [...new Set(imported)].filter((name) => !files.includes(name));
  if (unlisted.length > 0) fail(`page: ${page}: loads ${unlisted.join(', ')} too`);
};

/**
 * The development build is the same modules behind entries of their own, which turn the console on first: one copy of
 * everything, whichever of its entries a page takes.
 */
const writeDevelopmentEntries = () => {
  const {exports} = JSON.parse(textOf('package.json') ?? '{}');
  for (const {development, default: production} of Object.values(exports).filter((entry) => entry.development)) {
    const file = path.join(root, development);
    const from = (other) => path.posix.join('.', path.relative(path.dirname(file), path.join(root, other)));
    const directive = /^'use client';\n/.exec(textOf(production) ?? '')?.[0] ?? '';
    const console = `import '${relative(from('dist/development/console.js'))}';\n`;
    mkdirSync(path.dirname(file), {recursive: true});
    writeFileSync(file, `${directive}${console}export * from '${relative(from(production))}';\n`);
  }
};

const relative = (file) => (file.startsWith('.') ? file : `./${file}`);

/** TypeScript before 5.7, which hosts may have, knows no `Uint8Array<ArrayBuffer>`. */
const plainBytes = () => {
  for (const file of readdirSync(path.join(root, 'dist'), {recursive: true, encoding: 'utf8'})) {
    if (!file.endsWith('.d.ts')) continue;
    const types = readFileSync(path.join(root, 'dist', file), 'utf8');
    const plain = types.replaceAll('Uint8Array<ArrayBuffer>', 'Uint8Array');
    if (plain !== types) writeFileSync(path.join(root, 'dist', file), plain);
  }
};

step('clean', () => rmSync(path.join(root, 'dist'), {recursive: true, force: true}));
step('modules and types', () => runNode(tsc, ['--project', 'scripts/tsconfig.build.json']));
step('types for older compilers', plainBytes);
step('entries of the development build', writeDevelopmentEntries);
step('files for a page', () => runNode(bin.vite, ['build', '--logLevel', 'warn']));
step('hashes of those files', writeIntegrity);
step('the command', writeCommand);
step('custom elements manifest', writeManifest);
step('types for templates', writeFrameworkTypes);
for (const [name, budget] of Object.entries(budgets.files)) reportSize(`${name}.js`, [name], budget);
for (const [page, {files, ...budget}] of Object.entries(budgets.pages)) {
  reportUnlisted(page, files);
  reportSize(`page: ${page}`, files, budget);
}
