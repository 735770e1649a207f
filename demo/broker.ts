/**
 * The host's back end, as small as it can be and still right: it accepts an order, a list of orders or a cash transfer
 * only for a grant that the endpoint redeems for exactly that, and accepts it once however often it is sent.
 */

import {createHash} from 'node:crypto';
import {isDeepStrictEqual} from 'node:util';
import type {ProblemCode, Redemption, RedemptionRequest} from '../server/generated/contract.js';
import type {Asked, Kind, TakenTransaction} from './acts.js';
import type {Accepted, Book} from './book.js';

export interface BrokerParts<Terms extends TakenTransaction, Act extends Accepted> {
  readonly kind: Kind<Terms, Act>;
  readonly book: Book<Act>;
  /** Asks the endpoint, with the service key, to redeem a grant (`POST /v1/grants/redemptions`). */
  readonly redeem: (request: RedemptionRequest, idempotencyKey: string) => Promise<Response>;
}

export interface Broker {
  list(): Response;
  accept(request: Request): Promise<Response>;
}

interface Wanted<Terms> {
  readonly terms: Terms;
  readonly account: string;
  readonly grant: string;
}

type RefusalCode = ProblemCode | 'order_invalid' | 'verification_unavailable';

const LARGEST_BODY = 8 * 1024;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why an act may be refused, with the status that says so. */
const refusals: Partial<Record<RefusalCode, readonly [status: number, title: string]>> = {
  order_invalid: [400, 'The order is incomplete or malformed.'],
  grant_required: [403, 'The order needs a grant that has not been used.'],
  transaction_mismatch: [409, 'The grant was given for another order.'],
  idempotency_mismatch: [409, 'This Idempotency-Key came with another order before.'],
  request_in_progress: [409, 'The same request is being worked on.'],
  verification_unavailable: [503, 'The grant could not be checked. Send the order again.'],
};

export function createBroker<Terms extends TakenTransaction, Act extends Accepted>({
  kind,
  book,
  redeem,
}: BrokerParts<Terms, Act>): Broker {
  const accepted = (acts: readonly Act[]) => json(201, {[kind.member]: kind.told(acts)});
  return {
    list: () => json(200, {[`${kind.member}s`]: book.acts()}),
    async accept(request) {
      const key = request.headers.get('Idempotency-Key') ?? '';
      const wanted = uuid.test(key) ? await read(request, kind) : null;
      if (wanted === null) return refuse('order_invalid');
      const {account, grant, terms: transaction} = wanted;
      const present = book.find(key);
      const asked = kind.acts(transaction);
      if (present) return isSame(present, asked, account) ? accepted(present) : refuse('idempotency_mismatch');
      if (!grant) return refuse('grant_required');
      const redemption: RedemptionRequest = {grant, account, purpose: kind.purpose, transaction};
      const redeemed = await redeem(redemption, redemptionKey(key, grant)).catch(() => null);
      if (redeemed === null) return refuse('verification_unavailable');
      if (redeemed.status !== 200) return refuse(await codeOf(redeemed));
      const {method, redeemedAt} = (await redeemed.json()) as Redemption;
      const added = {account, method, acceptedAt: redeemedAt};
      const makeAct = (act: Asked<Act>, number: string) => ({number, ...act, ...added}) as Act;
      return accepted(book.accept(key, (numberOf) => asked.map((act, index) => makeAct(act, numberOf(index)))));
    },
  };
}

/**
 * The same for an act that comes again with the same grant, so that the endpoint repeats its answer; another for one
 * that had to be verified anew.
 */
function redemptionKey(actKey: string, grant: string): string {
  const hex = createHash('sha256').update(`${actKey}|${grant}`).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

type Form<Terms extends TakenTransaction> = Pick<Kind<Terms, never>, 'member' | 'isTerms'>;

async function read<Terms extends TakenTransaction>(
  request: Request,
  kind: Form<Terms>,
): Promise<Wanted<Terms> | null> {
  const text = await request.text();
  const isJson = request.headers.get('Content-Type')?.startsWith('application/json') ?? false;
  if (!isJson || text.length > LARGEST_BODY) return null;
  try {
    return wantedIn(JSON.parse(text), kind);
  } catch {
    return null;
  }
}

function wantedIn<Terms extends TakenTransaction>(body: unknown, kind: Form<Terms>): Wanted<Terms> | null {
  const {account, grant, [kind.member]: terms} = (body ?? {}) as Record<string, unknown>;
  if (typeof account !== 'string' || typeof grant !== 'string' || !kind.isTerms(terms)) return null;
  return {terms, account, grant};
}

function isSame(present: readonly Accepted[], asked: readonly object[], account: string): boolean {
  const before = present.map(({number: _, method: __, acceptedAt: ___, ...act}) => act);
  const now = asked.map((act) => ({...act, account}));
  return isDeepStrictEqual(before, now);
}

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
