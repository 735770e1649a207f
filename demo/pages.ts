/** The demo's pages: TypeScript as it stands in the folder, served by Vite, under a strict Content-Security-Policy. */

import {readFileSync} from 'node:fs';
import type {Server} from 'node:http';
import {fileURLToPath} from 'node:url';
import {createServer, type Plugin, type ViteDevServer} from 'vite';

const demo = fileURLToPath(new URL('.', import.meta.url));
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
  'trusted-types lit-html',
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

/** A part that stands in several pages, where a page says `<!-- page/ticket.html for kb-trade -->`. */
const parts: Plugin = {
  name: 'parts',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) =>
      html.replace(/<!-- (page\/[\w-]+\.html) for ([\w-]+) -->/g, (_, file: string, channel: string) =>
        readFileSync(`${demo}${file}`, 'utf8').replaceAll('{{channel}}', channel),
      ),
  },
};

/** @param server whose upgraded connections carry the news that a file has changed */
export function createPages(server: Server): Promise<ViteDevServer> {
  return createServer({
    configFile: false,
    root: demo,
    cacheDir: `${repository}node_modules/.vite/demo`,
    appType: 'mpa',
    logLevel: 'warn',
    clearScreen: false,
    plugins: [policyHeader, parts],
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
}
