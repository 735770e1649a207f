/**
 * Loads all elements from `dist/cdn` into one page of a real browser, as a page without a bundler does, and what they
 * load later as well, each under its hash of `integrity.json`. They have to share one copy of what they have in common,
 * load no file twice, and speak both languages; a file that has been changed on its way must not run. Run after
 * `npm run build`.
 */
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';
import {launchChromium} from '../test/support/browser.mjs';
import {serveFolder} from '../test/support/static-server.mjs';
import {fail, root} from './tools.mjs';

const tags = ['otp-verify', 'otp-enroll', 'otp-cancel', 'otp-list'];
/** What `<otp-verify>` says where the endpoint does not answer. */
const unavailable = {vi: 'Hệ thống', en: 'system'};

const element = (tag, lang) =>
  `<${tag} lang="${lang}" endpoint="/otp/v1" account="058C000001" channel="m-able" purpose="login"></${tag}>`;

const dist = path.join(root, 'dist');
const hashes = JSON.parse(readFileSync(path.join(dist, 'cdn/integrity.json'), 'utf8'));
const integrity = Object.fromEntries(Object.entries(hashes).map(([file, hash]) => [`/cdn/${file}`, hash]));

const html = `<!doctype html><html><head><meta charset="utf-8"><title>All</title>
<script type="importmap">${JSON.stringify({integrity})}</script>
${tags.map((tag) => `<script type="module" src="/cdn/${tag}.js" integrity="${hashes[`${tag}.js`]}"></script>`).join('')}</head><body>
${tags.map((tag) => element(tag, 'vi')).join('')}${element('otp-verify', 'en')}</body></html>`;

/** Whether the page runs a file that has one more character than the one that was hashed. */
const runsChanged = async (page, file) => {
  const body = `${readFileSync(path.join(dist, 'cdn', file), 'utf8')}\n`;
  await page.route(`**/cdn/${file}`, (route) => route.fulfill({contentType: 'text/javascript', body}));
  await page.goto(url);
  return page.evaluate(
    (name) =>
      import(`/cdn/${name}`).then(
        () => true,
        () => false,
      ),
    file,
  );
};

/** What the page hears of a session that is over while what comes later can't be had. */
const heardWithoutLater = async (page) => {
  await page.route('**/cdn/later.js', (route) => route.abort());
  await page.route('**/otp/v1/**', (route) => route.fulfill({status: 401, body: ''}));
  await page.route(`${url}/`, (route) => route.fulfill({contentType: 'text/html', body: html}));
  await page.addInitScript(() => {
    const heard = [];
    Object.assign(window, {heard});
    for (const type of ['otp-error', 'otp-session-expired'])
      addEventListener(type, (event) => heard.push(/** @type {any} */ (event).problem?.code ?? type), true);
  });
  await page.goto(url);
  const status = page.locator('otp-verify').first().locator('.status.danger').filter({hasText: /\S/});
  await status.waitFor();
  return page.evaluate(() => /** @type {any} */ (window).heard);
};

/** The code that a list of this device shows, unlocked by its password, with the test kit as its endpoint. */
const codeOfUnlocked = async (page) => {
  const kit = await build({
    entryPoints: [path.join(dist, 'testing/index.js')],
    bundle: true,
    write: false,
    format: 'esm',
  });
  const body = kit.outputFiles[0]?.text;
  await page.route('**/kit.js', (route) => route.fulfill({contentType: 'text/javascript', body}));
  await page.route(`${url}/`, (route) =>
    route.fulfill({contentType: 'text/html', body: '<!doctype html><title>List</title>'}),
  );
  await page.goto(url);
  const password = await page.evaluate(async (account) => {
    const [{testEndpoint, testPassword}] = await Promise.all(
      ['/kit.js', '/cdn/otp-list.js'].map((file) => import(file)),
    );
    const endpoint = testEndpoint();
    await endpoint.keepList([account]);
    const list = Object.assign(document.createElement('otp-list'), {account, channel: 'm-able', lang: 'en', endpoint});
    document.body.append(list);
    return testPassword;
  }, '058C000001');
  const list = page.locator('otp-list');
  await list.locator('input').fill(password);
  await list.locator('input').press('Enter');
  return list
    .getByText(/^\d{3}\s?\d{3}$/)
    .filter({visible: true})
    .first()
    .innerText();
};

const files = readdirSync(path.join(dist, 'cdn')).filter((file) => file.endsWith('.js'));
const {url, close} = await serveFolder(dist);
const browser = await launchChromium();
try {
  const page = await browser.newPage();
  /** @type {string[]} */
  const complaints = [];
  /** @type {string[]} */
  const loaded = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('503'))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    const {pathname} = new URL(request.url());
    if (pathname.startsWith('/cdn/')) loaded.push(path.basename(pathname));
  });
  await page.route('**/otp/v1/**', (route) => route.fulfill({status: 503, body: ''}));
  await page.route(`${url}/`, (route) => route.fulfill({contentType: 'text/html', body: html}));
  await page.goto(url);
  const statuses = page.locator('otp-verify .status.danger');
  await statuses.nth(1).waitFor();
  const said = (await statuses.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' '));
  for (const [index, text] of Object.values(unavailable).entries())
    if (!said[index]?.includes(text)) fail(`cdn: said "${said[index]}" where "${text}" was expected`);
  await page.evaluate((code) => {
    const endpoint = {getAuthentication: async () => ({ok: false, problem: {code}})};
    const host = document.createElement('otp-verify');
    Object.assign(host, {account: '058C000001', channel: 'm-able', lang: 'en', endpoint});
    document.body.append(host);
  }, 'maintenance');
  const spoken = await page.locator('otp-verify').last().locator('.status.danger').filter({hasText: /\S/}).innerText();
  if (!/maintenance/.test(spoken)) fail(`cdn: said "${spoken}" of maintenance`);
  await page.evaluate((names) => Promise.all(names.map((name) => import(`/cdn/${name}`))), files);
  const copies = await page.evaluate(() => /** @type {any} */ (window).litElementVersions.length);
  if (!loaded.includes('later.js')) fail('cdn: the first problem brings no sentences');
  if (copies !== 1) fail(`cdn: ${copies} copies of Lit on one page`);
  if (loaded.length !== new Set(loaded).size) fail(`cdn: loaded twice: ${loaded.join(' ')}`);
  if (loaded.length !== files.length) fail(`cdn: ${loaded.length} of ${files.length} files loaded`);
  const unnamed = files.filter((file) => !hashes[file]);
  if (unnamed.length > 0) fail(`cdn: integrity.json does not have ${unnamed.join(' ')}`);
  complaints.forEach((complaint) => fail(`cdn: ${complaint}`));
  const unlocking = await browser.newPage();
  const code = await codeOfUnlocked(unlocking);
  if (code.replace(/\D/g, '').length !== 6) fail(`cdn: the unlocked list shows "${code}"`);
  await unlocking.close();
  const alone = await browser.newPage();
  const heard = await heardWithoutLater(alone);
  for (const expected of ['session_expired', 'otp-session-expired'])
    if (!heard.includes(expected)) fail(`cdn: without later.js the page heard ${heard.join(' ')}, not ${expected}`);
  await alone.close();
  for (const file of files) {
    // Each in a page of its own, which has loaded none before.
    const other = await browser.newPage();
    await other.route('**/otp/v1/**', (route) => route.fulfill({status: 503, body: ''}));
    await other.route(`${url}/`, (route) => route.fulfill({contentType: 'text/html', body: html}));
    if (await runsChanged(other, file)) fail(`cdn: ${file} runs although it has been changed`);
    await other.close();
  }
  console.log(`cdn: ${files.length} files, each once, one copy of Lit, two languages`);
} finally {
  await browser.close();
  await close();
}
