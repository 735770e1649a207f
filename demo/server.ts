/** The whole demo behind one port: the reference endpoint, a broker's back end, and the pages. */

import {randomBytes, randomUUID} from 'node:crypto';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {
  configFromEnvironment,
  createEndpoint,
  defaultPolicy,
  type Endpoint,
  type EndpointConfig,
} from '../server/src/index.js';
import {orderKind, orderListKind, transferKind} from './acts.js';
import {minute, type ApprovalPolicy, type Policy} from '../server/src/domain/policy.js';
import type {WakeConfig} from '../server/src/config.js';
import {close as closeServer, usualPatience} from '../server/src/listen.js';
import {openBook, type Order, type Transfer} from './book.js';
import {createBroker, type Broker} from './broker.js';
import {signIn, signOut} from './login.js';
import {send, toRequest} from './node-http.js';
import {createGateway, type Gateway} from './gateway.js';
import {createPages, type Pages} from './pages.js';
import {pushKey} from './push-key.js';

export interface DemoOptions {
  /** 0 for any free one. */
  readonly port: number;
  /** Where the endpoint's database and the orders live. */
  readonly dataDir: string;
  /** Origins of pages elsewhere that may use the endpoint too. */
  readonly allowedOrigins?: readonly string[];
  /** What the endpoint shall do otherwise than by default. */
  readonly endpoint?: Partial<EndpointConfig>;
  /** Pages that were built beforehand; otherwise Vite serves the sources. */
  readonly pages?: Pages;
  /** Hears what is being done while it starts. */
  readonly progress?: (line: string) => void;
}

export interface Demo {
  /** Origin, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

type Route = (request: Request) => Response | Promise<Response>;

/** Shown on the screen of a locked method. */
const HOTLINE = '1900 0000';

/** Push services want one; nobody reads it. */
const PUSH_CONTACT = 'mailto:demo@example.com';

const FIRST_ORDER = 100_001;
const FIRST_TRANSFER = 700_001;

/** @throws with code EADDRINUSE when the port is taken */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const {progress = () => undefined} = options;
  const server = createServer({keepAliveTimeout: usualPatience.keepAliveTimeout});
  await listen(server, options.port);
  const {port, family, address} = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  const otherOrigin = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
  progress(`endpoint  KB-OTP reference endpoint at /otp/v1, SQLite in ${options.dataDir}`);
  const approvals = createApprovals();
  const covers = createCovers();
  const scans = createScans(options.endpoint?.scanKeys !== undefined);
  const turned = {approvals: approvals.policy, sessionGrants: covers.policy, boundCodes: scans.policy};
  const wakeKey = randomBytes(32);
  const config = endpointConfig(options, turned, {url: `${url}/api/wakes`, key: wakeKey});
  const endpoint = await createEndpoint(config).catch(async (error: unknown) => {
    await closeServer(server);
    throw error;
  });
  progress(
    'broker    orders at /api/orders, lists of them at /api/order-lists, transfers at /api/transfers; each redeems its grant',
  );
  const routes = apiRoutes({
    config,
    endpoint,
    approvals,
    covers,
    scans,
    gateway: createGateway(wakeKey),
    dataDir: options.dataDir,
    otherOrigin,
  });
  progress(options.pages ? 'pages     as built' : 'pages     Vite, from the sources');
  const pages = options.pages ?? (await createPages(server));
  server.on('request', (incoming, outgoing) => {
    const route = routes(incoming);
    if (route === null) return pages.handle(incoming, outgoing);
    const origin = incoming.headers.host === new URL(otherOrigin).host ? otherOrigin : url;
    void respond(route, toRequest(incoming, origin), outgoing);
  });
  const close = async () => {
    // Ends the streams of pages that wait for an approval; requests under way are answered.
    endpoint.retire();
    await pages.close();
    await closeServer(server);
    await endpoint.close();
  };
  return {url, close};
}

/** Whether the phone may approve what the desk asks for: the demo turns it on and off while it runs. */
function createApprovals() {
  let purposes: ApprovalPolicy['purposes'] = [];
  return {
    policy: {
      numberMatching: true,
      get purposes() {
        return purposes;
      },
    } satisfies ApprovalPolicy,
    turn(on: boolean): void {
      purposes = on ? ['order', 'cash-transfer'] : [];
    },
  };
}

/** Whether one verification may cover the orders of its session: turned on and off likewise. */
function createCovers() {
  let maxAge: Policy['sessionGrants']['maxAge'] = {};
  return {
    policy: {
      idle: 15 * minute,
      get maxAge() {
        return maxAge;
      },
    } satisfies Policy['sessionGrants'],
    turn(on: boolean): void {
      maxAge = on ? {order: 30 * minute} : {};
    },
  };
}

/**
 * Whether KB-Trade shows its orders as a QR code, which takes a code of that order alone: likewise.
 * @param isSettled whoever starts the demo has settled it: the phone is told the keys in any case
 */
function createScans(isSettled: boolean) {
  let isOn = false;
  return {
    policy: {
      suite: defaultPolicy.boundCodes.suite,
      get purposes() {
        return isOn ? (['order'] as const) : [];
      },
    } satisfies Policy['boundCodes'],
    turn(on: boolean): void {
      isOn = on;
    },
    /** While nothing is scanned, a phone is told no keys, and offers no camera. */
    async told(answer: Response): Promise<Response> {
      if (isOn || isSettled || !answer.ok) return answer;
      const {scanKeys: _, ...others} = (await answer.json()) as Record<string, unknown>;
      const headers = new Headers(answer.headers);
      headers.delete('Content-Length');
      return new Response(JSON.stringify(others), {status: answer.status, headers});
    },
  };
}

function endpointConfig(
  {dataDir, allowedOrigins = [], endpoint}: DemoOptions,
  turned: Pick<Policy, 'approvals' | 'sessionGrants' | 'boundCodes'>,
  webhook: WakeConfig['webhook'],
): EndpointConfig {
  const config = configFromEnvironment({
    KB_OTP_DEVELOPMENT: '1',
    KB_OTP_DATA_DIR: dataDir,
    KB_OTP_ALLOWED_ORIGINS: allowedOrigins.join(','),
    KB_OTP_HOTLINE: HOTLINE,
    KB_OTP_LOG_LEVEL: 'warn',
    KB_OTP_VAPID_KEY: pushKey(dataDir),
    KB_OTP_VAPID_CONTACT: PUSH_CONTACT,
  });
  const wake = {push: config.wake?.push ?? null, webhook};
  return {...config, wake, scanKeys: [randomBytes(32)], policy: {...config.policy, ...turned}, ...endpoint};
}

interface RouteParts {
  readonly config: EndpointConfig;
  readonly endpoint: Endpoint;
  readonly approvals: ReturnType<typeof createApprovals>;
  readonly covers: ReturnType<typeof createCovers>;
  readonly scans: ReturnType<typeof createScans>;
  readonly gateway: Gateway;
  readonly dataDir: string;
  /** This machine under its other name: what a browser keeps there is another phone's. */
  readonly otherOrigin: string;
}

/** Which route takes a request; null leaves it to the pages. */
function apiRoutes({config, endpoint, approvals, covers, scans, gateway, dataDir, otherOrigin}: RouteParts) {
  const {serviceKey} = config;
  const orders = openBook<Order>(dataDir, 'accepted-orders', FIRST_ORDER);
  const transfers = openBook<Transfer>(dataDir, 'accepted-transfers', FIRST_TRANSFER);
  const redeem = redeemBy(endpoint, serviceKey);
  // Into the same book.
  const lists = createBroker({kind: orderListKind, book: orders, redeem});
  const routes: Readonly<Record<string, Route>> = {
    ...brokerRoutes('/api/orders', createBroker({kind: orderKind, book: orders, redeem})),
    'POST /api/order-lists': (request) => lists.accept(request),
    ...brokerRoutes('/api/transfers', createBroker({kind: transferKind, book: transfers, redeem})),
    ...switchRoutes('/api/approvals', approvals),
    ...switchRoutes('/api/session-grants', covers),
    ...switchRoutes('/api/scans', scans),
    'GET /api/second-phone': () => Response.json({origin: otherOrigin}),
    'GET /api/wakes': (request) => gateway.list(request),
    'POST /api/wakes': (request) => gateway.take(request),
    'POST /api/session': () => signIn(config),
    'DELETE /api/session': async (request) => {
      await endCovers(endpoint, request);
      return signOut();
    },
    'POST /api/reset': () => {
      approvals.turn(false);
      covers.turn(false);
      scans.turn(false);
      orders.clear();
      transfers.clear();
      gateway.clear();
      return endpoint.fetch(new Request('http://localhost/dev/reset', {method: 'POST'}));
    },
  };
  return ({method, url = '/'}: IncomingMessage): Route | null => {
    const path = url.split('?')[0] ?? '';
    if (/^\/otp\/v1\/devices\/[^/]+\/requests$/.test(path))
      return async (request) => scans.told(await endpoint.fetch(below('/otp', request)));
    if (url.startsWith('/otp/')) return (request) => endpoint.fetch(below('/otp', request));
    return path.startsWith('/api/') ? (routes[`${method} ${path}`] ?? notFound) : null;
  };
}

const brokerRoutes = (path: string, broker: Broker): Readonly<Record<string, Route>> => ({
  [`GET ${path}`]: () => broker.list(),
  [`POST ${path}`]: (request) => broker.accept(request),
});

const switchRoutes = (path: string, what: {readonly turn: (on: boolean) => void}): Readonly<Record<string, Route>> => {
  const turned = (on: boolean) => () => {
    what.turn(on);
    return new Response(null, {status: 204});
  };
  return {[`PUT ${path}`]: turned(true), [`DELETE ${path}`]: turned(false)};
};

const notFound: Route = () => new Response(null, {status: 404});

/** @param caller headers that say who asks */
const post = (
  endpoint: Endpoint,
  path: string,
  {body, idempotencyKey, caller}: {body: object; idempotencyKey: string; caller: Readonly<Record<string, string>>},
) =>
  endpoint.fetch(
    new Request(`http://localhost/v1${path}`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey, ...caller},
      body: JSON.stringify(body),
    }),
  );

const redeemBy = (endpoint: Endpoint, serviceKey: string) => (body: object, idempotencyKey: string) =>
  post(endpoint, '/grants/redemptions', {body, idempotencyKey, caller: {Authorization: `Bearer ${serviceKey}`}});

/** Whoever signs out is asked for a code again, whatever one verification has covered in that session. */
const endCovers = (endpoint: Endpoint, {headers}: Request) =>
  post(endpoint, '/session-grants/endings', {
    body: {},
    idempotencyKey: randomUUID(),
    caller: {Origin: 'http://localhost', Cookie: headers.get('Cookie') ?? ''},
  });

/** The same request as the application mounted at `prefix` sees it. */
function below(prefix: string, request: Request): Request {
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(prefix.length);
  return new Request(url, request);
}

async function respond(route: Route, request: Request, outgoing: ServerResponse): Promise<void> {
  try {
    await send(await route(request), outgoing);
  } catch {
    // The client has gone away, or the answer broke off: there is nobody left to tell.
    outgoing.destroy();
  }
}

const listen = (server: Server, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', () => resolve());
  });
