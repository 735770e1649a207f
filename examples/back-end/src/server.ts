import {serve} from '@hono/node-server';
import {serveStatic} from '@hono/node-server/serve-static';
import {Hono} from 'hono';
import {getCookie, setCookie} from 'hono/cookie';
import {sign} from 'hono/jwt';
import {proxy} from 'hono/proxy';
import {createHash, randomUUID} from 'node:crypto';

const {ENDPOINT = 'http://localhost:8787/v1', SESSION_KEY, SERVICE_KEY, PORT = '3001'} = process.env;
if (!SESSION_KEY || !SERVICE_KEY) throw new Error('Set SESSION_KEY and SERVICE_KEY to those of the endpoint.');

/** Who has signed in; your login knows. */
const customer = 'demo';
const account = '058C000002';
const sessionSeconds = 15 * 60;

const app = new Hono();

/** The page and the endpoint have one origin, so no CORS is needed. */
app.all('/otp/v1/*', ({req}) => {
  const {pathname, search} = new URL(req.url);
  return proxy(`${ENDPOINT}${pathname.slice('/otp/v1'.length)}${search}`, req);
});

/** The endpoint knows a customer's session by `sid`: the same one in every token of the session. */
app.post('/session/token', async (c) => {
  const sid = getCookie(c, 'sid') ?? randomUUID();
  setCookie(c, 'sid', sid, {httpOnly: true, sameSite: 'Strict', path: '/'});
  const exp = Math.floor(Date.now() / 1000) + sessionSeconds;
  return c.text(await sign({sub: customer, sid, exp}, SESSION_KEY, 'HS256'));
});

/** The endpoint says whether the customer has authorized this very order; only then is it placed. */
app.post('/orders', async (c) => {
  const {grant, symbol, quantity, price} = await c.req.parseBody();
  const transaction = {type: 'order', side: 'buy', symbol, quantity: Number(quantity), price: Number(price)};
  const answer = await fetch(`${ENDPOINT}/grants/redemptions`, {
    method: 'POST',
    headers: {Authorization: `Bearer ${SERVICE_KEY}`, 'Content-Type': 'application/json'},
    body: JSON.stringify({grant, account, purpose: 'order', transaction}),
  });
  if (!answer.ok) return c.text('Order refused', 403);
  const {session} = (await answer.json()) as {session: string};
  if (session !== sessionHash(getCookie(c, 'sid'))) return c.text('Order refused', 403);
  return c.text('Order placed', 201);
});

/** As the endpoint names the session that has earned a grant. */
const sessionHash = (sid = '') =>
  createHash('sha256')
    .update(JSON.stringify([customer, sid]))
    .digest('base64url');

app.use(
  '/kb-otp/*',
  serveStatic({root: 'node_modules/kb-otp/dist/cdn', rewriteRequestPath: (path) => path.slice('/kb-otp'.length)}),
);
app.use('*', serveStatic({root: 'public'}));

serve({fetch: app.fetch, port: Number(PORT)}, ({port}) => console.log(`http://localhost:${port}`));
