import type {
  AuthenticationStatus,
  CallOptions,
  Challenge,
  ChallengeRequest,
  Endpoint,
  Grant,
  Method,
  Problem,
  Result,
} from 'kb-otp';

/** What this back end answers: `s` 1 with data, or 0 with an error's code and a message for developers. */
type Reply<Data> = {s: 1; d: Data} | {s: 0; ec: string; em: string; d?: {left?: number; wait?: number}};

/** Times are epoch milliseconds by the back end's clock; `txt` is what it will carry out, in its own words. */
interface Sent {
  rid: string;
  to: string;
  txt: string;
  now: number;
  until: number;
  again: number;
  more: number;
  left: number;
}

interface Checked {
  tk: string;
  now: number;
  until: number;
}

/** Its errors, as the problems that the elements know. What is not here is `refused`. */
const codes: Readonly<Record<string, Problem['code']>> = {
  WRONG: 'code_invalid',
  OVER: 'challenge_expired',
  NO_RID: 'challenge_not_found',
  LOCKED: 'account_locked',
  TOO_SOON: 'rate_limited',
  LOGIN: 'session_expired',
};

const sms: Method = {id: 'sms', kind: 'sms', label: {vi: 'Tin nhắn SMS', en: 'Text message (SMS)'}};

const at = (time: number) => new Date(time).toISOString();
const masked = (account: string) => `${account.slice(0, 4)}•••${account.slice(-3)}`;

/**
 * A back end that knows two calls and one method, as an endpoint of the elements.
 * @param base such as `/otp`; the session is a same-site cookie
 */
export function ownEndpoint(base: string): Endpoint {
  /** What each challenge was asked for: the back end does not say it again. */
  const asked = new Map<string, ChallengeRequest>();

  return {
    async getAuthentication({account, channel}) {
      return {ok: true, value: statusOf(account, channel)};
    },
    async createChallenge(request, options) {
      const {account, channel, purpose, transaction} = request;
      const sent = await call<Sent>(
        `${base}/send`,
        {acc: account, ch: channel, act: purpose, tx: transaction},
        options,
      );
      if (!sent.ok) return sent;
      asked.set(sent.value.rid, request);
      return {ok: true, value: challengeOf(request, sent.value)};
    },
    async resendChallenge(rid, options) {
      const request = asked.get(rid);
      if (!request) return failed('challenge_not_found');
      const sent = await call<Sent>(`${base}/send`, {rid}, options);
      return sent.ok ? {ok: true, value: challengeOf(request, sent.value)} : sent;
    },
    async answerChallenge(rid, code, options) {
      const request = asked.get(rid);
      if (!request) return failed('challenge_not_found');
      const checked = await call<Checked>(`${base}/check`, {rid, code}, options);
      return checked.ok ? {ok: true, value: grantOf(request, checked.value)} : checked;
    },
    /** It can't say what became of a code whose answer got lost: the customer is asked for a new one. */
    async getChallenge() {
      return failed('challenge_not_found');
    },
  };
}

const failed = (code: Problem['code'], facts: Omit<Problem, 'code'> = {}): Result<never> => ({
  ok: false,
  problem: {code, ...facts},
});

/** One call. What it throws (no network, given up) the elements take for `unreachable` or `timeout`. */
async function call<Data>(url: string, body: object, {signal, idempotencyKey}: CallOptions): Promise<Result<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({...body, rq: idempotencyKey}),
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
    id: sent.rid,
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

function grantOf({account, channel, purpose}: ChallengeRequest, {tk, now, until}: Checked): Grant {
  return {
    token: tk,
    account,
    channel,
    purpose,
    method: 'sms',
    authenticatedAt: at(now),
    expiresAt: at(until),
    scope: 'once',
    excludes: [],
    serverTime: at(now),
  };
}
