import type {ProblemCode} from '../domain/contract.js';
import {statusOfCode} from '../domain/problem-document.js';
import type {Problem, Result} from '../domain/problems.js';
import type {CallOptions} from '../ports/endpoint.js';
import {inSeconds} from './endpoint/time.js';
import type {CallName, TestEndpoint} from './test-endpoint.js';

type AnyCall = (...args: readonly unknown[]) => Promise<Result<unknown>>;

/** What a request says: the words of its path, its query, its body. */
interface Asked {
  readonly words: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Route {
  readonly method: 'GET' | 'POST';
  /** Below the base address; a `*` stands for one word. */
  readonly path: string;
  readonly call: CallName;
  readonly args: (asked: Asked) => readonly unknown[];
  /** Status of success; 200 unless it says otherwise. */
  readonly status?: 201;
}

const bodyAlone = ({body}: Asked) => [body];
const wordAlone = ({words: [, word]}: Asked) => [word];
const post = (path: string, call: CallName, args: Route['args'], status?: 201): Route => ({
  method: 'POST',
  path,
  call,
  args,
  ...(status && {status}),
});
const get = (path: string, call: CallName, args: Route['args']): Route => ({method: 'GET', path, call, args});

/** The operations of the contract that elements ask for (`server/openapi.yaml`). */
const routes: readonly Route[] = [
  get('accounts/*/authentication', 'getAuthentication', ({words: [, account], query}) => [
    {account, channel: query.get('channel') ?? '', purpose: query.get('purpose') ?? ''},
  ]),
  post('accounts/*/authentication', 'beginAuthentication', ({words: [, account], body}) => [{...body, account}]),
  post('challenges', 'createChallenge', bodyAlone, 201),
  post('challenges/*/answer', 'answerChallenge', ({words: [, id], body}) => [id, body['code']]),
  post('challenges/*/resend', 'resendChallenge', wordAlone),
  get('challenges/*', 'getChallenge', wordAlone),
  get('challenges/*/approval', 'getApproval', ({words: [, id], query}) => [id, Number(query.get('wait') ?? 0)]),
  get('challenges/*/scan', 'getScanPicture', wordAlone),
  post('challenges/*/withdrawal', 'withdrawChallenge', wordAlone),
  post('enrolments/proofs', 'checkEnrolmentProofs', bodyAlone),
  post('enrolments', 'createEnrolment', bodyAlone, 201),
  get('enrolments/*', 'getEnrolment', wordAlone),
  post('enrolments/*/activation', 'activateEnrolment', ({words: [, id], body}) => [id, body['codes']]),
  get('devices/*', 'getDevice', wordAlone),
  post('devices/*/unlocks', 'createUnlock', ({words: [, id], body}) => [id, body['blindedElement']]),
  post('devices/*/unlocks/*/confirmation', 'confirmUnlock', ({words: [, id, , unlock], body}) => [
    id,
    unlock,
    body['mac'],
  ]),
  post('devices/*/key', 'registerKey', ({words: [, id], body}) => [id, body['key'], body['mac']]),
  get('devices/*/requests', 'listRequests', wordAlone),
  post('devices/*/requests/*/approval', 'approveRequest', ({words: [, id, , challenge], body}) => [
    id,
    challenge,
    body,
  ]),
  post('devices/*/requests/*/rejection', 'rejectRequest', ({words: [, id, , challenge], body}) => [
    id,
    challenge,
    body['reason'],
  ]),
  get('devices/*/push-subscription', 'getPushState', wordAlone),
  post('devices/*/push-subscription', 'registerPushSubscription', ({words: [, id], body}) => [id, body]),
  post('devices/*/push-subscription/removal', 'removePushSubscription', wordAlone),
  post('devices/*/password-reset', 'resetPassword', wordAlone),
  post('devices/*/accounts/*/removal', 'removeAccount', ({words: [, id, , account]}) => [id, account]),
  post('cancellations', 'cancel', bodyAlone),
  post('synchronizations', 'synchronize', bodyAlone),
];

const fits = (path: string, words: readonly string[]): boolean => {
  const parts = path.split('/');
  return parts.length === words.length && parts.every((part, index) => part === '*' || part === words[index]);
};

/**
 * The test endpoint over HTTP, for what stands between a page and the network: `page.route` of Playwright, a handler
 * of MSW, a route of a development server. Takes any request whose path holds `base`.
 * @param endpoint answers; see `testEndpoint`
 * @param base path of the endpoint, such as `/otp/v1`
 */
export function requestHandler(endpoint: TestEndpoint, base: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    const below = url.pathname.slice(url.pathname.indexOf(base) + base.length);
    const words = below.split('/').filter(Boolean).map(decodeURIComponent);
    const route = routes.find(({method, path}) => method === request.method && fits(path, words));
    const refuse = (problem: Problem) => problemResponse(problem, endpoint.now());
    if (!route) return refuse({code: 'not_found', hint: `the test endpoint has no ${request.method} ${below}`});
    const body = request.method === 'POST' ? await bodyOf(request) : {};
    if (!body) return refuse({code: 'invalid_request', hint: 'the body must be a JSON object'});
    const options: CallOptions = {
      signal: request.signal,
      idempotencyKey: request.headers.get('Idempotency-Key') ?? crypto.randomUUID(),
    };
    const calls = endpoint as unknown as Record<CallName, AnyCall>;
    const answer = await calls[route.call](...route.args({words, query: url.searchParams, body}), options);
    return answer.ok ? json(answer.value, route.status ?? 200) : refuse(answer.problem);
  };
}

async function bodyOf(request: Request): Promise<Asked['body'] | null> {
  try {
    const body: unknown = await request.json();
    return typeof body === 'object' && body !== null ? (body as Asked['body']) : null;
  } catch {
    return null;
  }
}

const json = (value: unknown, status: number, type = 'application/json'): Response =>
  new Response(JSON.stringify(value), {status, headers: {'Content-Type': type, 'Cache-Control': 'no-store'}});

/** Failures that only a network has are no answer at all: `Response.error()`. */
const isOfContract = (code: Problem['code']): code is ProblemCode => Object.hasOwn(statusOfCode, code);

function problemResponse({code, hint, retryAt, attemptsLeft}: Problem, now: number): Response {
  if (!isOfContract(code)) return Response.error();
  const status = statusOfCode[code];
  const document = {
    type: `urn:kb-otp:problem:${code}`,
    title: code,
    status,
    code,
    traceId: crypto.randomUUID(),
    serverTime: inSeconds(0, now),
    ...(hint !== undefined && {detail: hint}),
    ...(attemptsLeft !== undefined && {attemptsLeft}),
    ...timeOf(code, retryAt, now),
  };
  return json(document, status, 'application/problem+json');
}

/** The contract says of locks until when, and of all else in how many seconds. */
function timeOf(code: ProblemCode, retryAt: number | undefined, now: number): object {
  if (retryAt === undefined) return {};
  if (code === 'account_locked') return {lockedUntil: new Date(retryAt).toISOString()};
  return {retryAfter: Math.max(1, Math.ceil((retryAt - now) / 1000))};
}
