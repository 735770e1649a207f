import {failure, success, type Problem, type Result} from '../../domain/problems.js';
import {misfitOf, outOfContract, timestamp} from '../../domain/shapes.js';
import type {Clock} from '../../ports/clock.js';
import type {CallOptions} from '../../ports/endpoint.js';
import {inTime, isTooLate, withTimeout} from '../../signals.js';
import {deviceProver} from '../device-proof.js';
import {eachOperation, type AnyOperation, type Operations, type Timed} from './operations.js';
import type {RefusedAnswer} from './refused-answer.js';

export interface HttpEndpointOptions {
  /** Absolute, without a trailing slash; a query is kept on every call. */
  readonly base: string;
  readonly credentials: RequestCredentials;
  /** Milliseconds until a call is given up. */
  readonly timeout: number;
  /**
   * The host's session token, or null where it travels as a cookie; `renew` after the endpoint refused the last one.
   */
  readonly getSessionToken: ((renew: boolean) => Promise<string | null>) | null;
  /** Tells the endpoint's time as far as it is known, in epoch milliseconds. */
  readonly clock: Pick<Clock, 'now'>;
  /** Hears the endpoint's time (RFC 3339) of every answer that carries one, problems included. */
  readonly onServerTime?: (at: string) => void;
}

interface Call extends Pick<AnyOperation, 'fits' | 'expected' | 'once' | 'keepalive'> {
  readonly path: string;
  /** Present on a POST. */
  readonly body?: object | undefined;
}

const LARGEST_ANSWER = 64 * 1024;

/** Milliseconds that what reads problems is waited for. */
const PATIENCE = 3000;

/**
 * The contract over HTTP. Every way of failing is a `Problem`; only the expected status with a body of the right
 * shape succeeds.
 */
export const overHttp = <Port extends object>(operations: Operations<Port>, options: HttpEndpointOptions): Port =>
  eachOperation(operations, ({ask, ...operation}) => (args, callOptions) => {
    const [path, body] = ask(...args);
    return exchange(options, {path, body, ...operation}, callOptions);
  });

/** A key that another has taken the place of proves no more than none. */
const KEY_LOST = 'this browser has lost the key of the device, or has another';

/** One call over the wire; never throws. */
const exchange = (
  options: HttpEndpointOptions,
  call: Call,
  {signal: outer, idempotencyKey}: CallOptions,
): Promise<Result<Timed>> =>
  withTimeout(outer, options.timeout, async (controller) => {
    const {signal} = controller;
    const method = call.body ? 'POST' : 'GET';
    const body = call.body && JSON.stringify(call.body);
    const prove = deviceProver(call.path);
    const send = async (token: string | null, again = false): Promise<Result<Timed>> => {
      const now = options.clock.now();
      const {proof, isLost} = await prove({method, path: call.path, body: body ?? '', idempotencyKey, now});
      const response = await fetch(addressOf(options, call), {
        method,
        headers: requestHeaders(call, {idempotencyKey, token, proof}),
        ...(body && {body}),
        credentials: options.credentials,
        keepalive: Boolean(call.keepalive),
        signal,
        redirect: 'error',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
      });
      const read = await readJson(response, () => controller.abort());
      const result = await readAnswer({response, body: read}, call, options, token);
      if (result.ok || result.problem.code !== 'device_proof_required') return result;
      if (isLost || (proof && again)) return failure({...result.problem, code: 'vault_damaged', hint: KEY_LOST});
      if (!proof) return failure({...result.problem, code: 'storage_failed', hint: 'storage did not answer in time'});
      // By the time that the answer has told: until then the device's own had to do.
      return send(token, true);
    };
    try {
      const result = await send(await sessionToken(options, false, signal));
      if (result.ok || result.problem.code !== 'session_expired' || !options.getSessionToken) return result;
      const renewed = await sessionToken(options, true, signal);
      return !call.once && renewed ? await send(renewed) : result;
    } catch (error) {
      return failure(problemOfThrown(error, signal, options));
    }
  });

export function addressOf({base}: HttpEndpointOptions, {path}: Pick<Call, 'path'>): string {
  const [root, query] = base.split('?');
  return `${root}/${path}${query ? `${path.includes('?') ? '&' : '?'}${query}` : ''}`;
}

class NoSession extends Error {}

export async function sessionToken(
  {getSessionToken}: HttpEndpointOptions,
  renew: boolean,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return getSessionToken && (await Promise.race([getSessionToken(renew), whenAborted(signal)]));
  } catch {
    if (signal.aborted) throw signal.reason;
    throw new NoSession();
  }
}

/** A callback that never settles must not hang the call. */
const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new NoSession()), {once: true});
  });

interface Credentials {
  readonly idempotencyKey: string;
  readonly token: string | null;
  readonly proof: string | null;
}

const requestHeaders = ({body}: Call, {idempotencyKey, token, proof}: Credentials) => ({
  Accept: 'application/json, application/problem+json',
  ...(body && {'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey}),
  ...(token && {Authorization: `Bearer ${token}`}),
  ...(proof && {'Device-Proof': proof}),
});

async function readAnswer(
  {response, body}: Pick<RefusedAnswer, 'response' | 'body'>,
  {expected = 200, fits, body: sent}: Call,
  options: HttpEndpointOptions,
  token: string | null,
): Promise<Result<Timed>> {
  const {status} = response;
  if (carriesTime(body)) options.onServerTime?.(body.serverTime);
  if (response.ok) {
    const misfit = status === expected ? misfitOf(fits, body) : '';
    if (misfit === null) return success(body as Timed);
    return failure({code: 'malformed_answer', hint: outOfContract(`status ${status} (expected ${expected})`, misfit)});
  }
  const problemOf = await bringReader();
  return failure(problemOf?.({response, body, sent, token}, options) ?? problemUnread(status));
}

/** Undefined where it can't be had, or not soon enough. */
const bringReader = () =>
  inTime(import('./refused-answer.js'), PATIENCE).then(
    ({problemOfAnswer}) => problemOfAnswer,
    () => undefined,
  );

/** By the status alone; whatever became of a code that was sent is asked for after such an answer. */
const problemUnread = (status: number): Problem => ({
  code: status === 401 ? 'session_expired' : status >= 500 ? 'internal_error' : 'refused',
  hint: `status ${status}; what reads it could not be loaded`,
});

const carriesTime = (body: unknown): body is Timed =>
  typeof body === 'object' && body !== null && 'serverTime' in body && timestamp(body.serverTime);

/** The JSON of an answer, or undefined when it is not JSON, is broken or is larger than any answer of the contract. */
async function readJson(response: Response, giveUp: () => void): Promise<unknown> {
  if (!/^application\/(problem\+)?json\b/i.test(response.headers.get('Content-Type') ?? '')) return undefined;
  const text = await readCapped(response, giveUp);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A copy is measured while the browser itself reads the body: Chromium reports a load as aborted whose body a script
 * has read from its stream, though to the end (seen in 156). The copy can go when it no longer does.
 */
async function readCapped(response: Response, giveUp: () => void): Promise<string | undefined> {
  const reader = response.clone().body?.getReader();
  const text = response.text();
  text.catch(() => undefined);
  for (let size = 0; reader;) {
    const {done, value} = await reader.read();
    if (done) return text;
    size += value.length;
    if (size > LARGEST_ANSWER) break;
  }
  giveUp();
  return undefined;
}

/** The thrown value is not passed on: a host's token callback may have put anything into it. */
function problemOfThrown(error: unknown, signal: AbortSignal, {base}: HttpEndpointOptions): Problem {
  if (error instanceof NoSession) return {code: 'session_expired', hint: 'getSessionToken failed'};
  if (isTooLate(signal)) return {code: 'timeout'};
  if (navigator.onLine === false) return {code: 'offline'};
  const name = error instanceof Error ? error.name : 'unknown';
  return {
    code: 'unreachable',
    hint: `${name}: no answer from ${base.split('?')[0]}; is it running, and does its CORS list name this origin?`,
  };
}
