/** The demo's pages: TypeScript as it stands in the folder, served by Vite, under a strict Content-Security-Policy. */

import type {Server} from 'node:http';
import {fileURLToPath} from 'node:url';
import {createServer, type ViteDevServer} from 'vite';

const demo = fileURLToPath(new URL('.', import.meta.url));
const repository = fileURLToPath(new URL('..', import.meta.url));

/** As a strict host has it; Vite's client needs a socket to its own origin for reloading, and nothing else. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** @param server whose upgraded connections carry the news that a file has changed */
export function createPages(server: Server): Promise<ViteDevServer> {
  return createServer({
    configFile: false,
    root: demo,
    cacheDir: `${repository}node_modules/.vite/demo`,
    appType: 'mpa',
    logLevel: 'warn',
    clearScreen: false,
    // Lit as it is shipped, without its advice for development.
    resolve: {conditions: ['module', 'browser']},
    server: {
      middlewareMode: true,
      hmr: {server},
      fs: {allow: [repository]},
      watch: {ignored: ['**/.data/**', '**/test/**', '**/server/**']},
      headers: {'Content-Security-Policy': contentSecurityPolicy, 'X-Content-Type-Options': 'nosniff'},
    },
    // Everything the element needs is ESM in few files: nothing to bundle first, so the first page is there at once.
    optimizeDeps: {noDiscovery: true, include: []},
  });
}
