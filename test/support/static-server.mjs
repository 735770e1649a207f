/** Serves a folder on a free port of this machine. */
import {createServer} from 'node:http';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {brotliCompressSync} from 'node:zlib';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * @param {string} folder
 * @param {Record<string, string>} [headers] of every answer
 * @param {{compress?: boolean}} [options] `compress`: by brotli, as a real server does; files stay as they are
 * @returns {Promise<{url: string, close: () => Promise<void>}>} `url` has no slash at its end
 */
export const serveFolder = async (folder, headers = {}, {compress = false} = {}) => {
  const encoding = compress ? {'content-encoding': 'br'} : {};
  /** Once a file, as a real server has it lying there: brotli at its best takes longer than many an answer. */
  const compressed = new Map();
  const encode = (file, body) => {
    if (!compress) return body;
    if (!compressed.has(file)) compressed.set(file, brotliCompressSync(body));
    return compressed.get(file);
  };
  const top = path.resolve(folder);
  const server = createServer(async (request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://localhost');
    // A browser asks for it unbidden.
    if (pathname === '/favicon.ico') return void response.writeHead(204).end();
    const file = path.join(top, decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    try {
      if (!file.startsWith(top + path.sep)) throw new Error('outside');
      const body = await readFile(file);
      const type = types[path.extname(file)] ?? 'application/octet-stream';
      response.writeHead(200, {'content-type': type, ...encoding, ...headers}).end(encode(file, body));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => void server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve(undefined));
      server.closeAllConnections();
    });
  return {url: `http://localhost:${address.port}`, close};
};
