/**
 * Builds `dist`: the package's modules (JavaScript, types, maps), the self-contained files, the manifest of the
 * elements. Ends with the sizes (bytes after brotli; goals and limits are in `scripts/size-budgets.json`).
 * Fails if one has grown over its limit, which is lowered as the goal comes nearer, and raised only for something new.
 */
import {readFileSync, rmSync} from 'node:fs';
import path from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';
import {writeFrameworkTypes} from './framework-types.mjs';
import {writeManifest} from './manifest.mjs';
import {bin, fail, root, runNode, textOf, tsc} from './tools.mjs';

/** @type {Record<string, {goal: number, limit: number}>} */
const budgets = JSON.parse(textOf('scripts/size-budgets.json') ?? '{}');

const step = (name, work) => {
  const start = performance.now();
  work();
  console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
};

/** Size of a file as a server sends it at its best. */
const compressedSize = (file) => {
  const bytes = readFileSync(path.join(root, file));
  const params = {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length};
  return {raw: bytes.length, brotli: brotliCompressSync(bytes, {params}).length};
};

const reportSize = ([file, {goal, limit}]) => {
  const {raw, brotli} = compressedSize(file);
  console.log(`${file}: ${raw} bytes, ${brotli} after brotli; goal ${goal}, limit ${limit}`);
  if (brotli > limit) fail(`${file} is ${brotli - limit} bytes over its limit`);
};

step('clean', () => rmSync(path.join(root, 'dist'), {recursive: true, force: true}));
step('modules and types', () => runNode(tsc, ['--project', 'scripts/tsconfig.build.json']));
step('self-contained files', () => {
  for (const file of Object.keys(budgets)) {
    runNode(bin.vite, ['build', '--mode', path.basename(file, '.js'), '--logLevel', 'warn']);
  }
});
step('custom elements manifest', writeManifest);
step('types for templates', writeFrameworkTypes);
Object.entries(budgets).forEach(reportSize);
