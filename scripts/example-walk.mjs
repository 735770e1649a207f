/** A customer's way through an example's page: the order ticket asks for a code, and the order is placed. */
import {createRequire} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const ticket = {type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67500};
const token = 'token-of-the-session';
const beginning = '12';
const code = '123456';

/** What the page has asked of the endpoint, and of the back end. */
const watch = (page) => {
  const asked = [];
  const complaints = [];
  page.on('request', (request) => {
    const {pathname, searchParams} = new URL(request.url());
    if (pathname.startsWith('/otp/v1/')) asked.push({request, path: pathname.slice('/otp/v1/'.length), searchParams});
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return {asked, complaints};
};

const formOf = (request) =>
  new Response(request.postDataBuffer(), {headers: {'content-type': request.headers()['content-type']}}).formData();

/** Plays the back end: signs sessions, redeems grants. */
const playBackEnd = async (page, endpoint) => {
  const sent = [];
  await page.route('**/session/token*', (route) => route.fulfill({body: token}));
  await page.route('**/orders', async (route) => {
    const form = await formOf(route.request());
    sent.push(Object.fromEntries(form));
    const granted = endpoint.redeem(String(form.get('grant')));
    await route.fulfill(granted ? {status: 201, body: 'Order placed'} : {status: 403, body: 'Order refused'});
  });
  return sent;
};

const same = (what, found, wanted) => {
  const [is, should] = [found, wanted].map((value) => JSON.stringify(value));
  if (is !== should) throw new Error(`${what}: ${is} in place of ${should}`);
};

const beginsChallenge = ({request, path: where}) =>
  request.method() === 'POST' && /^(challenges|accounts\/\w+\/authentication)$/.test(where);

const checks = {
  attributes: ({asked}) => {
    const first = asked[0];
    const {channel, purpose} = first.request.postDataJSON() ?? Object.fromEntries(first.searchParams);
    const found = {path: first.path, channel, purpose};
    same('attributes', found, {path: 'accounts/058C000002/authentication', channel: 'kb-trade', purpose: 'order'});
  },
  properties: ({asked, authorization}) => {
    const [begun] = asked.filter(beginsChallenge);
    same('transaction', begun?.request.postDataJSON().transaction, ticket);
    const strangers = asked.filter(({request}) => !authorization.test(request.headers()['authorization'] ?? ''));
    same(
      'calls without the session',
      strangers.map(({path: where}) => where),
      [],
    );
  },
  form: ({sent}) => {
    const forms = sent.map(({grant, ...others}) => ({...others, grant: grant.length > 0}));
    same('form', forms, [{symbol: ticket.symbol, quantity: '100', price: '67500', grant: true}]);
  },
  challenges: ({asked}) => same('challenges', asked.filter(beginsChallenge).length, 1),
  complaints: ({complaints}) => same('complaints', complaints, []),
};

/**
 * The page as a server sends it, before any script. One that gives the order in a script of its own gives it before the
 * element begins, however slow the script.
 */
const checkMarkup = async ({url, isDrawn}) => {
  const markup = await (await fetch(url)).text();
  if (isDrawn && !/<otp-verify\b/.test(markup)) throw new Error('the server sends no <otp-verify>');
  const scripts = [...markup.matchAll(/<script type="module" src="([^"]+)"/g)].map(([, source = '']) => source);
  const element = scripts.findIndex((source) => source.endsWith('/otp-verify.js'));
  if (element !== -1) same('scripts after the element', scripts.slice(element + 1), []);
};

/** @typedef {{folder: string, url: string, isDrawn: boolean, codeOf?: () => Promise<string | undefined>}} Host */

/**
 * Walks through the page that is served there.
 * @param {import('playwright-core').Browser} browser
 * @param {Host} host `isDrawn`: the server sends the tag; `codeOf`: what the customer is sent, where a real endpoint
 *   and back end are behind the page
 * @throws {Error} that says what is not as it should be
 */
export const walk = async (browser, {folder, url, isDrawn, codeOf}) => {
  const kit = createRequire(path.join(folder, 'package.json')).resolve('kb-otp/testing/playwright');
  const {otpPage, serveTestEndpoint} = await import(pathToFileURL(kit).href);
  await checkMarkup({url, isDrawn});
  const page = await browser.newPage();
  try {
    await page.route('**/favicon.ico', (route) => route.fulfill({status: 204}));
    const seen = watch(page);
    const sent = [];
    if (codeOf)
      page.on('request', async (request) => request.url().endsWith('/orders') && sent.push(await formOf(request)));
    const played = codeOf ? undefined : await playBackEnd(page, await serveTestEndpoint(page, '/otp/v1'));
    await page.goto(url, {waitUntil: 'commit'});
    const element = page.locator('otp-verify');
    const otp = otpPage(element);
    await otp.reaches('code', 20_000);
    // While the page is still being taken up, where it is.
    await otp.enter(beginning);
    await page.waitForLoadState('networkidle');
    same('what was typed', await element.locator('#code').inputValue(), beginning);
    await otp.enter((await codeOf?.()) ?? code);
    await otp.confirm();
    await page
      .getByText('Order placed')
      .waitFor({timeout: 10_000})
      .catch(() => {
        throw new Error(`no order was placed: ${seen.complaints.join('\n')}`);
      });
    const found = {
      ...seen,
      sent: played ?? sent.map((form) => Object.fromEntries(form)),
      authorization: codeOf ? /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/ : new RegExp(`^Bearer ${token}$`),
    };
    for (const check of Object.values(checks)) check(found);
  } finally {
    await page.close();
  }
};
