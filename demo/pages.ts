/** The demo's pages: TypeScript as it stands in the folder, served by Vite, under a strict Content-Security-Policy. */

import {readFileSync} from 'node:fs';
import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'vite';

/** What answers a request for a page or for what belongs to one. */
export interface Pages {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

export const demo = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('..', import.meta.url));

/** Pages that other pages of the demo show in a frame: the phone's apps, and the desk's other channels. */
const framed = /^\/(apps|web)\//;

/** As a strict host has it; Vite's client needs a socket to its own origin for reloading, and nothing else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html demo-worker',
];

/** Only the desk shows frames, and only a channel's page may be in one. */
export function contentSecurityPolicy(path: string): string {
  const frames = framed.test(path) ? ["frame-ancestors 'self'"] : ["frame-src 'self'", "frame-ancestors 'none'"];
  return [...policy, ...frames].join('; ');
}

const policyHeader: Plugin = {
  name: 'content-security-policy',
  configureServer: ({middlewares}) =>
    void middlewares.use((request, response, next) => {
      response.setHeader('Content-Security-Policy', contentSecurityPolicy(request.url ?? ''));
      next();
    }),
};

/**
 * A part that stands in several pages, where one says `<!-- page/orders/ticket.html for kb-trade -->`; a part may have
 * parts, and needs no channel that it does not name.
 */
export const parts: Plugin = {name: 'parts', transformIndexHtml: {order: 'pre', handler: withParts}};

function withParts(html: string): string {
  return html.replace(/<!-- (page\/[\w/-]+\.html)(?: for ([\w-]+))? -->/g, (_, file: string, channel = '') =>
    withParts(readFileSync(`${demo}${file}`, 'utf8').replaceAll('{{channel}}', channel as string)),
  );
}

/** The apps' worker has the same address from the sources as it has when it is built. */
const worker: Plugin = {
  name: 'worker',
  configureServer: ({middlewares}) =>
    void middlewares.use((request, _, next) => {
      if (request.url === '/apps/worker.js') request.url = '/apps/worker.ts';
      next();
    }),
};

/** @param server whose upgraded connections carry the news that a file has changed */
export async function createPages(server: Server): Promise<Pages> {
  // Loaded only here: pages that were built beforehand do without it.
  const {createServer} = await import('vite');
  const vite = await createServer({
    configFile: false,
    root: demo,
    cacheDir: `${repository}node_modules/.vite/demo`,
    appType: 'mpa',
    logLevel: 'warn',
    clearScreen: false,
    plugins: [policyHeader, worker, parts],
    // Lit as it is shipped, without its advice for development.
    resolve: {conditions: ['module', 'browser']},
    server: {
      middlewareMode: true,
      hmr: {server},
      fs: {allow: [repository]},
      watch: {ignored: ['**/.data/**', '**/test/**', '**/server/**']},
      headers: {'X-Content-Type-Options': 'nosniff'},
    },
    // Everything the element needs is ESM in few files: nothing to bundle first, so the first page is there at once.
    optimizeDeps: {noDiscovery: true, include: []},
  });
  return {handle: vite.middlewares, close: () => vite.close()};
}
