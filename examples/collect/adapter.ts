import type {
  AuthenticationStatus,
  Challenge,
  ChallengeRequest,
  Endpoint,
  Method,
  OtpSubmitEvent,
  OtpVerify,
  Problem,
  Result,
} from 'kb-otp';

/** What this back end answers: `s` 1 with data, or 0 with an error's code and a message for developers. */
type Reply<Data> = {s: 1; d: Data} | {s: 0; ec: string; em: string; d?: {left?: number; wait?: number}};

/** Times are epoch milliseconds by the back end's clock; `txt` is what it will carry out, in its own words. */
interface Sent {
  tx: number;
  to: string;
  txt: string;
  now: number;
  until: number;
  again: number;
  more: number;
  left: number;
}

/** An order as this back end takes it. */
export interface Order {
  acc: string;
  side: 'buy' | 'sell';
  sym: string;
  qty: number;
  price: number;
}

/** What the back end has made of an order. */
export interface Placed {
  ord: string;
}

interface CallOptions {
  signal: AbortSignal;
  /** The same number again is the same request. */
  rq: string;
}

/** Its errors, as the problems that the elements know. What is not here is `refused`: nobody knows what became of it. */
const codes: Readonly<Record<string, Problem['code']>> = {
  WRONG: 'code_invalid',
  OVER: 'challenge_expired',
  NO_TX: 'challenge_not_found',
  OTHER: 'transaction_mismatch',
  LOCKED: 'account_locked',
  TOO_SOON: 'rate_limited',
  LOGIN: 'session_expired',
};

const sms: Method = {id: 'sms', kind: 'sms', label: {vi: 'Tin nhắn SMS', en: 'Text message (SMS)'}};

const at = (time: number) => new Date(time).toISOString();
const masked = (account: string) => `${account.slice(0, 4)}•••${account.slice(-3)}`;
/** The contract's numbers have 16 characters or more; this back end's are short. */
const idOf = (tx: number) => `transaction-${String(tx).padStart(8, '0')}`;
const numberOf = (id: string) => Number(id.slice('transaction-'.length));

/**
 * Has an element in collect mode ask for the code of an order, and places the order with it.
 * @param base such as `/trade`; the session is a same-site cookie
 * @param order what is on the ticket when the code goes out
 * @param onPlaced hears the order's number
 * @returns takes the order off the element again
 */
export function orderWithCode(
  element: OtpVerify,
  base: string,
  order: () => Order,
  onPlaced: (placed: Placed) => void,
): () => void {
  element.mode = 'collect';
  element.endpoint = sendingCodes(base, order);
  const submit = (event: OtpSubmitEvent) => event.respondWith(place(base, order(), event, onPlaced));
  element.addEventListener('otp-submit', submit);
  return () => element.removeEventListener('otp-submit', submit);
}

/** The second call: the order itself, with the transaction's number and the code. */
export async function place(
  base: string,
  order: Order,
  event: OtpSubmitEvent,
  onPlaced: (placed: Placed) => void,
): Promise<{ok: true} | {ok: false; problem: Problem}> {
  const {challengeId, signal, idempotencyKey: rq} = event;
  const body = {...order, tx: numberOf(challengeId), otp: event.takeCode()};
  const placed = await call<Placed>(`${base}/order`, body, {signal, rq});
  if (!placed.ok) return placed;
  onPlaced(placed.value);
  return {ok: true};
}

/** The first call, as an endpoint of the elements: it sends codes, and is asked for nothing else in collect mode. */
export function sendingCodes(base: string, order: () => Order): Endpoint {
  const asked = new Map<string, ChallengeRequest>();
  return {
    async getAuthentication({account, channel}) {
      return {ok: true, value: statusOf(account, channel)};
    },
    async createChallenge(request, {signal, idempotencyKey: rq}) {
      const sent = await call<Sent>(`${base}/send`, order(), {signal, rq});
      if (!sent.ok) return sent;
      asked.set(idOf(sent.value.tx), request);
      return {ok: true, value: challengeOf(request, sent.value)};
    },
    async resendChallenge(id, {signal, idempotencyKey: rq}) {
      const request = asked.get(id);
      if (!request) return failed('challenge_not_found');
      const sent = await call<Sent>(`${base}/send`, {tx: numberOf(id)}, {signal, rq});
      return sent.ok ? {ok: true, value: challengeOf(request, sent.value)} : sent;
    },
    answerChallenge: async () => failed('refused'),
    getChallenge: async () => failed('challenge_not_found'),
  };
}

const failed = (code: Problem['code'], facts: Omit<Problem, 'code'> = {}): {ok: false; problem: Problem} => ({
  ok: false,
  problem: {code, ...facts},
});

/** One call. What it throws (no network, given up) the elements take for `unreachable` or `timeout`. */
async function call<Data>(url: string, body: object, {signal, rq}: CallOptions): Promise<Result<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({...body, rq}),
    signal,
  });
  if (!response.ok) return failed('unreachable', {hint: `status ${response.status}`});
  const reply = (await response.json()) as Reply<Data>;
  if (reply.s === 1) return {ok: true, value: reply.d};
  const {left, wait} = reply.d ?? {};
  return failed(codes[reply.ec] ?? 'refused', {
    hint: reply.ec,
    ...(left !== undefined && {attemptsLeft: left}),
    ...(wait !== undefined && {retryAt: Date.now() + wait * 1000}),
  });
}

/** Every account has text messages here, and none has KB-OTP. */
function statusOf(account: string, channel: string): AuthenticationStatus {
  return {
    account,
    accountLabel: masked(account),
    channel,
    methods: [sms],
    previousMethod: null,
    kbOtp: {state: 'none', device: null},
    derivatives: null,
    policy: {codeDigits: 6, codePeriod: 30, passwordDigits: 6},
    grants: [],
    serverTime: at(Date.now()),
  };
}

function challengeOf({account, channel, purpose}: ChallengeRequest, sent: Sent): Challenge {
  return {
    kind: 'sms',
    id: idOf(sent.tx),
    account,
    accountLabel: masked(account),
    channel,
    purpose,
    method: sms,
    code: {length: 6, alphabet: 'digits'},
    display: [{label: {vi: 'Nội dung', en: 'You authorize'}, value: {vi: sent.txt, en: sent.txt}, emphasis: true}],
    target: sent.to,
    expiresAt: at(sent.until),
    resendAt: at(sent.again),
    resendsLeft: sent.more,
    attemptsLeft: sent.left,
    serverTime: at(sent.now),
  };
}
