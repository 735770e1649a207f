/**
 * What the package says on the console to the developer of a page with mistakes in it, in Chromium: each is told by the
 * build that a bundler takes under the condition `development`, and by no other.
 */
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {build} from 'esbuild';
import {launchChromium} from '../test/support/browser.mjs';
import {serveFolder} from '../test/support/static-server.mjs';

/** A page's mistakes, and what its developer has to read of each. */
const mistakes = {
  'a timeout that is none': {set: {timeout: '10s'}, says: /<otp-verify> `timeout` can't be "10s"; it is 10000 instead/},
  'a wrong purpose': {set: {purpose: 'sign-in'}, says: /misconfigured: `purpose` must be one of login, order/},
  'no session': {set: {answer: 'session_expired'}, says: /session_expired: .*set `getSessionToken`/},
  'no transaction': {
    set: {purpose: 'order', answer: 'invalid_request'},
    says: /invalid_request: the purpose order needs a transaction/,
  },
  'an endpoint of another origin that lets nobody in': {
    set: {endpoint: 'https://closed.example/otp'},
    says: /unreachable: .*no answer from https:\/\/closed\.example.*CORS/,
  },
  'an endpoint that the page’s policy does not name': {
    set: {endpoint: 'https://unnamed.example/otp'},
    says: /add https:\/\/unnamed\.example to connect-src of the page's Content-Security-Policy/,
  },
  'a message by the id that it had': {
    set: {messages: {codeReplayedIn: 'Wait'}, answer: 'maintenance'},
    says: /the message codeReplayedIn is deprecated since 0\.2; use nextCodeIn/,
  },
};

const policy = "default-src 'none'; script-src 'self'; connect-src https://closed.example";
const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mistakes</title>
<meta http-equiv="Content-Security-Policy" content="${policy}"></head>
<body><script type="module" src="/host.js"></script></body></html>`;

/** Makes one mistake, and waits until the element has told the page that it can't go on. */
const make = async ({answer, ...set}) => {
  const element = document.createElement('otp-verify');
  const failed = new Promise((resolve) => element.addEventListener('otp-error', resolve));
  const ask = async () => ({ok: false, problem: {code: answer ?? 'maintenance'}});
  const endpoint = {getAuthentication: ask, beginAuthentication: ask};
  Object.assign(element, {account: '058C000001', channel: 'kb-trade', lang: 'en', endpoint, ...set});
  document.body.append(element);
  await failed;
};

/** All that stands on the console of a page with these mistakes, its own build of the package in `host.js`. */
const linesOf = async (browser, url) => {
  const page = await browser.newPage();
  /** @type {string[]} */
  const lines = [];
  page.on('console', (message) => {
    if (message.text().includes('otp') || message.text().includes('OTP')) lines.push(message.text());
  });
  await page.route('https://closed.example/**', (route) => route.abort());
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('otp-verify'));
  for (const {set} of Object.values(mistakes)) await page.evaluate(make, set);
  await page.close();
  // What the browser itself says of a request that it has stopped is not ours.
  return lines.filter((line) => line.startsWith('<otp-') || line.startsWith('KB-OTP'));
};

/**
 * @param {string} host folder in whose `node_modules` the package is
 * @param {string} installed the package's folder
 * @returns {Promise<string[]>} what is wrong
 */
export const consoleFaults = async (host, installed) => {
  writeFileSync(path.join(host, 'index.html'), html);
  const entry = {contents: "import 'kb-otp/define/otp-verify.js';", resolveDir: host};
  const builds = {
    development: () => build({...bundled(host), stdin: entry, conditions: ['development']}),
    production: () => build({...bundled(host), stdin: entry, conditions: ['production']}),
    'dist/cdn': () =>
      writeFileSync(path.join(host, 'host.js'), `import '/node_modules/kb-otp/dist/cdn/otp-verify.js';`),
  };
  const {url, close} = await serveFolder(host);
  const browser = await launchChromium();
  /** @type {string[]} */
  const faults = [];
  try {
    for (const [name, write] of Object.entries(builds)) {
      await write();
      const lines = await linesOf(browser, `${url}/index.html`);
      if (name !== 'development') faults.push(...lines.map((line) => `${name}: is not silent: ${line}`));
      else
        for (const [mistake, {says}] of Object.entries(mistakes))
          if (lines.filter((line) => says.test(line)).length !== 1)
            faults.push(`${name}: ${mistake} is not told once:\n${lines.join('\n')}`);
    }
    const developmentTexts = readFileSync(path.join(installed, 'dist/cdn/otp-verify.js'), 'utf8').match(
      /can't be|is deprecated/g,
    );
    if (developmentTexts) faults.push('dist/cdn/otp-verify.js has texts for developers in it');
  } finally {
    await browser.close();
    await close();
  }
  return faults;
};

const bundled = (host) => ({
  bundle: true,
  format: /** @type {const} */ ('esm'),
  splitting: true,
  outdir: host,
  entryNames: 'host',
  logLevel: /** @type {const} */ ('warning'),
});
