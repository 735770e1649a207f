/** The same pages as files: built once, then opened often, as the journeys do. */

import {readdirSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import type {ServerResponse} from 'node:http';
import {extname, join, sep} from 'node:path';
import {contentSecurityPolicy, demo, parts, type Pages} from './pages.js';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/** @param folder where the files go; what was there before goes away */
export async function buildPages(folder: string): Promise<void> {
  const pages = readdirSync(demo, {recursive: true, encoding: 'utf8'}).filter((name) =>
    /^(index|(apps|web)[\\/].+)\.html$/.test(name),
  );
  // Loaded only here: whoever serves what is built does without.
  const {build} = await import('vite');
  await build({
    configFile: false,
    root: demo,
    logLevel: 'warn',
    plugins: [parts],
    resolve: {conditions: ['module', 'browser', 'production']},
    build: {
      target: 'es2022',
      outDir: folder,
      emptyOutDir: true,
      // The policy of the pages lets no inline script and no `data:` image in.
      modulePreload: false,
      assetsInlineLimit: 0,
      minify: false,
      rolldownOptions: {
        input: [...pages, 'apps/worker.ts'].map((file) => join(demo, file)),
        // A worker is known by its address.
        output: {entryFileNames: ({name}) => (name === 'worker' ? 'apps/worker.js' : 'assets/[name]-[hash].js')},
      },
    },
  });
}

/** Serves what `buildPages` made, under the same policy as the sources. */
export function servePages(folder: string): Pages {
  return {
    handle: (request, response) => void answer(folder, request.url ?? '/', response),
    close: () => Promise.resolve(),
  };
}

async function answer(folder: string, url: string, response: ServerResponse): Promise<void> {
  const {pathname} = new URL(url, 'http://localhost');
  const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  try {
    if (!file.startsWith(folder + sep)) throw new Error('outside');
    const content = await readFile(file);
    response
      .writeHead(200, {
        'Content-Type': mediaTypes[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': contentSecurityPolicy(url),
        'X-Content-Type-Options': 'nosniff',
        // What has a hash of its content in its name is never another.
        ...(pathname.startsWith('/assets/') && {'Cache-Control': 'public, max-age=31536000, immutable'}),
      })
      .end(content);
  } catch {
    response.writeHead(404).end();
  }
}
