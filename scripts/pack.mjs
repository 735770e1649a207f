/**
 * Packs the package as npm would and uses it as a host does: every entry of `exports` is there, imports without a
 * browser (server rendering) and has types that a strict host can compile against. publint and attw (are the types
 * wrong?) have nothing to say. A page's mistakes are told by the development build alone. Run after `npm run build`.
 */
import {existsSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {publint} from 'publint';
import {formatMessage} from 'publint/utils';
import {consoleFaults} from './console-check.mjs';
import {installPackage, run} from './package-host.mjs';
import {fail, root, runNode, tsc} from './tools.mjs';

// Below `node_modules`, so that the package finds its dependencies as it would in a host.
const host = path.join(root, 'node_modules/.cache/kb-otp-host');

/** Every file that an entry of `exports` leads to, by the entry's name. */
const targetsOf = (exports) =>
  Object.entries(exports).map(([entry, target]) => ({
    entry,
    files: typeof target === 'string' ? [target] : Object.values(target),
  }));

const strict = {strict: true, noEmit: true, target: 'ES2022', lib: ['ES2023', 'DOM', 'DOM.Iterable'], types: []};
const resolutions = [
  {module: 'NodeNext', moduleResolution: 'NodeNext'},
  {module: 'ESNext', moduleResolution: 'Bundler'},
];

const nameOf = (entry) => path.posix.join('kb-otp', entry);

/** Compiles a host that imports every typed entry. */
const compile = (entries) => {
  writeFileSync(path.join(host, 'package.json'), '{"type": "module"}');
  const imports = entries.map((entry, index) => `import * as e${index} from '${nameOf(entry)}';\nvoid e${index};\n`);
  writeFileSync(path.join(host, 'host.ts'), imports.join(''));
  for (const resolution of resolutions) {
    const config = {compilerOptions: {...strict, ...resolution}, files: ['host.ts']};
    writeFileSync(path.join(host, 'tsconfig.json'), JSON.stringify(config));
    runNode(tsc, ['--project', host], {quiet: true});
  }
};

/** Imports entries one by one in a fresh Node, where there is no page. */
const importAll = (entries) => {
  for (const entry of entries) {
    run(process.execPath, ['--input-type=module', '--eval', `await import('${nameOf(entry)}')`], host);
  }
};

/** The package's commands start as they are packed. */
const startAll = (files) => {
  for (const file of files) run(process.execPath, [file, '--help'], host);
};

/** What the field's two checkers of packages say; nothing, if all is well. */
const checkByOthers = async () => {
  const {messages, pkg} = await publint({pkgDir: root, strict: true});
  for (const message of messages) fail(`pack: publint: ${formatMessage(message, pkg)}`);
  const attw = path.join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  runNode(attw, ['--pack', root, '--profile', 'esm-only', '--exclude-entrypoints', './openapi.yaml'], {quiet: true});
};

rmSync(host, {recursive: true, force: true});
const {folder: installed, exports, bin, packed} = installPackage(host);
const targets = targetsOf(exports);
for (const {entry, files} of targets) {
  const missing = files.filter((name) => !existsSync(path.join(installed, name)));
  if (missing.length > 0) fail(`pack: ${entry} leads to ${missing.join(', ')}, which is not packed`);
}
const strangers = packed.files.map((file) => file.path).filter((file) => /^(src|test|stories|demo|\.)/.test(file));
if (strangers.length > 0) fail(`pack: should not be packed: ${strangers.join(', ')}`);

if (!process.exitCode) {
  // What is types alone is a framework's: `scripts/hosts.mjs` compiles it together with that framework.
  const isModule = ({files}) =>
    files.some((file) => file.endsWith('.d.ts')) && files.some((file) => file.endsWith('.js'));
  const typed = targets.filter(isModule).map(({entry}) => entry);
  importAll(typed.filter((entry) => !entry.startsWith('./cdn/')));
  compile(typed);
  startAll(Object.values(bin).map((file) => path.join(installed, file)));
  await checkByOthers();
  for (const fault of await consoleFaults(host, installed)) fail(`pack: ${fault}`);
  console.log(`pack: ${packed.files.length} files, ${packed.size} bytes; ${targets.length} entries resolve`);
}
