/**
 * The docs site: `docs/`, the texts of the top folder and the site's own pages, put together in `site/.pages`, from
 * which VitePress makes `site-static`. `build` builds it and checks every link in it; without it, the pages are served
 * and put together again whenever one has changed.
 */
import {cpSync, mkdirSync, rmSync, watch, writeFileSync} from 'node:fs';
import path from 'node:path';
import {build, createServer} from 'vitepress';
import {faultyLinks} from './docs/links.mjs';
import {packedPages, pages} from './docs/pages.mjs';
import {placeOf, staged} from './docs/stage.mjs';
import {fail, root, textOf} from './tools.mjs';

const folder = path.join(root, 'site/.pages');
const built = path.join(root, 'site-static');

/** Files that pages link to and that are no pages, by the names that they have on the site. */
const attached = {'server/openapi.yaml': 'openapi.yaml', 'tokens.json': 'tokens.json', 'locales/en.xlf': 'en.xml'};

const write = (file, text) => {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), {recursive: true});
  writeFileSync(target, text);
};

/** The whole of the docs in one file, for programs that read it at once. */
const everything = () => packedPages.map(({file}) => textOf(file) ?? '').join('\n\n---\n\n');

/** Puts the pages together. */
const stage = () => {
  for (const {file} of pages) write(placeOf(file), staged(file, textOf(file) ?? '', attached));
  write('index.md', textOf('site/own/index.md') ?? '');
  for (const [file, name] of Object.entries(attached)) write(`public/${name}`, textOf(file) ?? '');
  write('public/llms.txt', staged('llms.txt', textOf('llms.txt') ?? '', attached));
  write('public/llms-full.txt', everything());
  cpSync(path.join(root, 'site/public'), path.join(folder, 'public'), {recursive: true});
};

/** The pages as Markdown beside those for people: `llms.txt` leads there. */
const addMarkdown = () => {
  for (const {file} of packedPages)
    cpSync(path.join(folder, placeOf(file)), path.join(built, placeOf(file)), {recursive: true});
};

rmSync(folder, {recursive: true, force: true});
stage();
if (process.argv[2] === 'build') {
  await build(path.join(root, 'site'));
  addMarkdown();
  const faults = faultyLinks(built);
  for (const fault of faults) fail(`site: ${fault}`);
  if (faults.length === 0) console.log(`site: ${pages.length} pages in ${path.relative(root, built)}`);
} else {
  for (const place of ['docs', 'site/own', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'])
    watch(path.join(root, place), {recursive: true}, stage);
  const server = await createServer(path.join(root, 'site'));
  await server.listen();
  server.printUrls();
}
