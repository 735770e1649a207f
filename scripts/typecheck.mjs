/**
 * Checks every TypeScript project of the repository. They differ in what their code may name: `src/domain` and
 * `src/flows` see the language alone (no DOM, no Node), `src` and `stories` the DOM, tests what they run in.
 */
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {root, tsc} from './tools.mjs';

const projects = [
  'tsconfig.json',
  'src/domain/tsconfig.json',
  'src/flows/tsconfig.json',
  'test/tsconfig.browser.json',
  'test/tsconfig.node.json',
  '.storybook/tsconfig.json',
  'scripts/tsconfig.json',
  'server/tsconfig.json',
  'demo/tsconfig.json',
  'site/tsconfig.json',
  'examples/collect/tsconfig.json',
  'examples/own-endpoint/tsconfig.json',
];

/** TypeScript's "No inputs were found": a project whose folder has no file yet has nothing to be wrong. */
const NO_INPUTS = 'error TS18003';

const check = (project) =>
  new Promise((done) => {
    const child = spawn(process.execPath, [tsc, '--noEmit', '--project', project, '--pretty', 'false'], {cwd: root});
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => done({project, output, ok: code === 0 || output.includes(NO_INPUTS)}));
  });

const results = await Promise.all(
  projects.filter((project) => existsSync(new URL(project, `file://${root}/`))).map(check),
);
for (const {project, output, ok} of results) {
  console.log(`${ok ? 'ok    ' : 'not ok'} ${project}`);
  if (!ok) console.log(output);
}
process.exitCode = results.every(({ok}) => ok) ? 0 : 1;
