/**
 * Runs the example of a page that React draws on a server (`docs/frameworks.md`): the server's markup, taken up in a
 * real browser. The element has to get its session token, its transaction and its listener, and ask nothing before.
 * And runs the first page of `docs/start.md` in React's strict mode, which runs effects twice: it has to sign in once.
 * `scripts/hosts.mjs` has installed React and the package, and has written the examples.
 */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'vite';
import {launchChromium} from '../test/support/browser.mjs';
import {serveFolder} from '../test/support/static-server.mjs';
import {root} from './tools.mjs';

const hosts = path.join(root, 'test/package/hosts/build');
const folder = path.join(hosts, 'hydration');

const props = `{account: '058C000001', order: {type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67500}}`;
const imports = `import {createElement} from 'react';\nimport {ConfirmOrder} from '../next/confirm-order.tsx';\n`;
const sources = {
  'server.js': `${imports}import {renderToString} from 'react-dom/server';
export const drawn = renderToString(createElement(ConfirmOrder, ${props}));`,
  'client.js': `${imports}import {hydrateRoot} from 'react-dom/client';
hydrateRoot(document.querySelector('main'), createElement(ConfirmOrder, ${props}));`,
  'start.js': `import {createElement, StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import App from '../react/App.tsx';
createRoot(document.querySelector('main')).render(createElement(StrictMode, null, createElement(App)));`,
};

/** @type {(environment: string) => import('vite').InlineConfig} */
const optionsFor = (environment) => ({
  configFile: false,
  root: folder,
  logLevel: 'error',
  define: {'process.env.NODE_ENV': JSON.stringify(environment)},
});

/** @returns {Promise<string>} the markup that a server sends */
const draw = async () => {
  await build({...optionsFor('production'), build: {ssr: 'server.js', outDir: 'server'}});
  return (await import(pathToFileURL(path.join(folder, 'server/server.js')).href)).drawn;
};

/** Builds a page around what one of the sources does. */
const buildPage = async (entry, environment, main) => {
  const lib = {entry, formats: /** @type {['es']} */ (['es']), fileName: () => 'client.js'};
  await build({...optionsFor(environment), build: {outDir: environment, lib}});
  writeFileSync(
    path.join(folder, environment, 'index.html'),
    `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Host</title><main>${main}</main><script type="module" src="/client.js"></script></html>`,
  );
};

/** Serves a page and opens it in a browser of its own. */
const visit = async (environment, look) => {
  const server = await serveFolder(path.join(folder, environment));
  const browser = await launchChromium();
  try {
    return await look(await browser.newPage(), server.url);
  } finally {
    await browser.close();
    await server.close();
  }
};

/** Resolves to the headers of the page's first call to the endpoint, what the element holds then, and complaints. */
const takeUp = async (page, url) => {
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.route('**/session/token*', (route) => route.fulfill({body: 'token-of-the-session'}));
  const asked = page.waitForRequest('**/otp/v1/**');
  await page.route('**/otp/v1/**', (route) => route.fulfill({status: 503, body: ''}));
  await page.goto(url);
  const {authorization} = (await asked).headers();
  const held = await page.locator('otp-verify').evaluate((/** @type {any} */ element) => element.transaction?.symbol);
  return {authorization, held, complaints: complaints.filter((text) => !text.includes('503'))};
};

/** Resolves to how often a page has signed in when the element first asks the endpoint. */
const signIns = async (page, url) => {
  let count = 0;
  await page.route('**/dev/sessions', (route) => {
    count += 1;
    return route.fulfill({json: {}});
  });
  const asked = page.waitForRequest('**/v1/**');
  await page.route('**/v1/**', (route) => route.fulfill({status: 503, body: ''}));
  await page.goto(url);
  await asked;
  return count;
};

const expectSame = (what, found, wanted) => {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what} has ${JSON.stringify(found)}`);
};

rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
for (const [file, text] of Object.entries(sources)) writeFileSync(path.join(folder, file), text);
await buildPage('client.js', 'production', await draw());
const wanted = {authorization: 'Bearer token-of-the-session', held: 'VNM', complaints: []};
expectSame('the page of React', await visit('production', takeUp), wanted);
console.log('ok     next: drawn on a server and taken up, with its token');

await buildPage('start.js', 'development', '');
expectSame('what signs in on the first page of the docs', await visit('development', signIns), 1);
console.log('ok     react: the first page of the docs signs in once, in strict mode');
