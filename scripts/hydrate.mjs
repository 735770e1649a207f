/**
 * Runs the example of a page that React draws on a server (`docs/frameworks.md`): the server's markup, taken up in a
 * real browser. The element has to get its session token, its transaction and its listener, and ask nothing before.
 * `scripts/hosts.mjs` has installed React and the package, and has written the example.
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
};

/** @type {import('vite').InlineConfig} */
const options = {configFile: false, root: folder, logLevel: 'error', define: {'process.env.NODE_ENV': '"production"'}};

/** @returns {Promise<string>} the markup that a server sends */
const draw = async () => {
  await build({...options, build: {ssr: 'server.js', outDir: 'server'}});
  return (await import(pathToFileURL(path.join(folder, 'server/server.js')).href)).drawn;
};

/** Resolves to the headers of the page's first call to the endpoint, what the element holds then, and complaints. */
const takeUp = async (url) => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
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
  } finally {
    await browser.close();
  }
};

rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
for (const [file, text] of Object.entries(sources)) writeFileSync(path.join(folder, file), text);
const drawn = await draw();
await build({
  ...options,
  build: {outDir: 'page', lib: {entry: 'client.js', formats: ['es'], fileName: () => 'client.js'}},
});
writeFileSync(
  path.join(folder, 'page/index.html'),
  `<!doctype html><html lang="vi"><meta charset="utf-8"><title>Host</title><main>${drawn}</main><script type="module" src="/client.js"></script></html>`,
);
const server = await serveFolder(path.join(folder, 'page'));
try {
  const found = JSON.stringify(await takeUp(server.url));
  const wanted = JSON.stringify({authorization: 'Bearer token-of-the-session', held: 'VNM', complaints: []});
  if (found !== wanted) throw new Error(`the page of React has ${found}`);
  console.log('ok     next: drawn on a server and taken up, with its token');
} finally {
  await server.close();
}
