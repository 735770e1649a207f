/**
 * The host's back end, as small as it can be and still right: it accepts an order only for a grant that the endpoint
 * redeems for this very order, and accepts it once however often it is sent.
 */

import {createHash} from 'node:crypto';
import type {OrderTransaction, ProblemCode, Redemption, RedemptionRequest} from '../server/src/generated/contract.js';
import type {OrderBook} from './order-book.js';

export interface BrokerParts {
  readonly book: OrderBook;
  /** Asks the endpoint, with the service key, to redeem a grant (`POST /v1/grants/redemptions`). */
  readonly redeem: (request: RedemptionRequest, idempotencyKey: string) => Promise<Response>;
}

export interface Broker {
  list(): Response;
  place(request: Request): Promise<Response>;
}

interface OrderRequest {
  readonly order: OrderTransaction;
  readonly account: string;
  readonly grant: string;
}

type RefusalCode = ProblemCode | 'order_invalid' | 'verification_unavailable';

const LARGEST_BODY = 8 * 1024;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why an order may be refused, with the status that says so. */
const refusals: Partial<Record<RefusalCode, readonly [status: number, title: string]>> = {
  order_invalid: [400, 'The order is incomplete or malformed.'],
  grant_required: [403, 'The order needs a grant that has not been used.'],
  transaction_mismatch: [409, 'The grant was given for another order.'],
  idempotency_mismatch: [409, 'This Idempotency-Key came with another order before.'],
  request_in_progress: [409, 'The same request is being worked on.'],
  verification_unavailable: [503, 'The grant could not be checked. Send the order again.'],
};

export function createBroker({book, redeem}: BrokerParts): Broker {
  return {
    list: () => json(200, {orders: book.orders()}),
    async place(request) {
      const key = request.headers.get('Idempotency-Key') ?? '';
      const wanted = uuid.test(key) ? await readOrder(request) : null;
      if (wanted === null) return refuse('order_invalid');
      const present = book.find(key);
      if (present) return isSame(present, wanted) ? json(201, {order: present}) : refuse('idempotency_mismatch');
      const {account, grant, order: transaction} = wanted;
      if (!grant) return refuse('grant_required');
      const redemption = {grant, account, purpose: 'order', transaction} as const;
      const redeemed = await redeem(redemption, redemptionKey(key, grant)).catch(() => null);
      if (redeemed === null) return refuse('verification_unavailable');
      if (redeemed.status !== 200) return refuse(await codeOf(redeemed));
      return accept(book, key, wanted, (await redeemed.json()) as Redemption);
    },
  };
}

function accept(book: OrderBook, key: string, {account, order}: OrderRequest, redemption: Redemption): Response {
  const {type: _, ...terms} = order;
  const {method, redeemedAt} = redemption;
  return json(201, {order: book.accept(key, {...terms, account, method, acceptedAt: redeemedAt})});
}

/**
 * The same for an order that comes again with the same grant, so that the endpoint repeats its answer; another for an
 * order that had to be verified anew.
 */
function redemptionKey(orderKey: string, grant: string): string {
  const hex = createHash('sha256').update(`${orderKey}|${grant}`).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

async function readOrder(request: Request): Promise<OrderRequest | null> {
  const text = await request.text();
  const isJson = request.headers.get('Content-Type')?.startsWith('application/json') ?? false;
  if (!isJson || text.length > LARGEST_BODY) return null;
  try {
    const body: unknown = JSON.parse(text);
    return isOrderRequest(body) ? body : null;
  } catch {
    return null;
  }
}

function isOrderRequest(body: unknown): body is OrderRequest {
  const {order, account, grant} = (body ?? {}) as Partial<Record<keyof OrderRequest, unknown>>;
  return typeof account === 'string' && typeof grant === 'string' && isOrder(order);
}

function isOrder(order: unknown): order is OrderTransaction {
  const {type, side, symbol, quantity, price} = (order ?? {}) as Partial<Record<keyof OrderTransaction, unknown>>;
  const named = type === 'order' && (side === 'buy' || side === 'sell') && /^[A-Z0-9]{2,16}$/.test(String(symbol));
  return named && isAmount(quantity) && isAmount(price);
}

const isAmount = (value: unknown) => Number.isSafeInteger(value) && Number(value) > 0;

const isSame = (present: Omit<OrderTransaction, 'type'> & {account: string}, {order, account}: OrderRequest) =>
  present.account === account &&
  (['side', 'symbol', 'quantity', 'price'] as const).every((term) => present[term] === order[term]);

/** What the endpoint says against the grant; whatever else goes wrong there may pass. */
async function codeOf(response: Response): Promise<RefusalCode> {
  const problem = (await response.json().catch(() => null)) as {code?: ProblemCode} | null;
  const code = problem?.code;
  return code && code in refusals ? code : 'verification_unavailable';
}

function refuse(code: RefusalCode): Response {
  const [status, title] = refusals[code] ?? [500, 'The order could not be worked on.'];
  return json(status, {type: 'about:blank', status, code, title}, 'application/problem+json');
}

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), {status, headers: {'Content-Type': type, 'Cache-Control': 'no-store'}});
