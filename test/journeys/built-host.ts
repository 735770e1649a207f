/** A host page as it goes to production: built by Vite, served as files under a Content-Security-Policy. */

import {readFile} from 'node:fs/promises';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'vite';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param folder receives the page's files
 * @param source the folder beside this file that the page is made from
 */
export async function buildHost(folder: string, endpoint: string, source = 'strict-host'): Promise<void> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL(source, import.meta.url)),
    logLevel: 'error',
    // Vite's development server, where one runs in this process, has made it a process for development.
    resolve: {conditions: ['module', 'browser', 'production']},
    build: {outDir: folder, emptyOutDir: true, modulePreload: false},
    server: {fs: {allow: [repository]}},
    plugins: [{name: 'endpoint', transformIndexHtml: (html) => html.replaceAll('__ENDPOINT__', endpoint)}],
  });
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface Host {
  readonly url: string;
  close(): void;
}

/** Serves a folder; the headers may name the host's own origin, so the folder may be filled later. */
export async function serveHost(folder: string, headers: Readonly<Record<string, string>>): Promise<Host> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const file = join(folder, path === '/' ? 'index.html' : path);
    readFile(file).then(
      (content) => response.writeHead(200, {...headers, 'Content-Type': types[extname(file)] ?? ''}).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await listen(server);
  const {port} = server.address() as AddressInfo;
  return {url: `http://localhost:${port}`, close: () => void server.close()};
}

const listen = (server: Server) => new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
