/**
 * One request, one effect: the same Idempotency-Key with the same body gets the same answer for a day.
 *
 * The answer to an accepted code is kept in the transaction that accepts it (see `Remember`); refusals are kept after
 * the fact. Failures that may pass (429, 5xx) and requests still running are not kept, so they can be made again.
 */

import { refuse, type Outcome, type Refusal } from '../domain/outcome.js';
import { problemKinds } from '../domain/problems.js';
import { randomId, type Remember } from '../services/deps.js';
import type { Records, RequestClaim } from '../store/store.js';
import { problemAnswer, type PlainAnswer } from './responses.js';
import type { HttpDeps } from './context.js';
import { leaseLifetime } from './leases.js';

export interface IdempotentRequest {
  /** Whose key it is: a session, or the host's back end. */
  readonly owner: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly text: string;
  readonly traceId: string;
}

const keyForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isIdempotencyKey(key: string | undefined): key is string {
  return key !== undefined && keyForm.test(key);
}

export async function once<T>(
  http: HttpDeps,
  request: IdempotentRequest,
  status: number,
  run: (remember: Remember) => Promise<Outcome<T>>,
): Promise<PlainAnswer> {
  const { store } = http.deps;
  const claim: RequestClaim = { session: request.owner, key: request.key.toLowerCase(), owner: randomId() };
  const hashes = fingerprints(http, request);
  if (!(await store.idempotency.claim(claim, hashes, leaseLifetime))) {
    return answerAgain(http, claim, hashes, request.traceId);
  }
  const end = http.leases.hold(claim);
  try {
    return await work(http, claim, { ...request, status }, run);
  } finally {
    end();
  }
}

async function work<T>(
  http: HttpDeps,
  claim: RequestClaim,
  { status, traceId }: IdempotentRequest & { readonly status: number },
  run: (remember: Remember) => Promise<Outcome<T>>,
): Promise<PlainAnswer> {
  const { store } = http.deps;
  const seal = (answer: PlainAnswer) => http.seal.seal(JSON.stringify(answer), sealRow(claim));
  let outcome: Outcome<T>;
  try {
    const kept = (body: unknown) => ({ claim, sealedAnswer: seal({ status, body }) });
    const remember = (records: Records, body: unknown) => records.idempotency.remember(claim, kept(body).sealedAnswer);
    outcome = await run(Object.assign(remember, { kept }));
  } catch (error) {
    await store.idempotency.release(claim).catch(() => undefined);
    throw error;
  }
  if (outcome.ok) return { status, body: outcome.value };
  const answer = problemAnswer(outcome.refusal, traceId, store.estimatedNow());
  await (mayPass(outcome.refusal) ? store.idempotency.release(claim) : store.idempotency.remember(claim, seal(answer)));
  return answer;
}

async function answerAgain(
  http: HttpDeps,
  claim: RequestClaim,
  hashes: readonly string[],
  traceId: string,
): Promise<PlainAnswer> {
  const { store } = http.deps;
  const known = await store.idempotency.find(claim);
  const refused = (refusal: Refusal) => problemAnswer(refusal, traceId, store.estimatedNow());
  if (known !== null && !hashes.includes(known.requestHash)) {
    http.requestMac.require(known.requestHash);
    return refused(refuse('idempotency_mismatch').refusal);
  }
  // Gone or unanswered: the first request is running, or has just made way for another try.
  const sealed = known?.sealedAnswer ?? null;
  if (sealed === null) return refused(refuse('request_in_progress', { retryAfter: 1 }).refusal);
  return JSON.parse(http.seal.open(sealed, sealRow(claim))) as PlainAnswer;
}

/** By every key, since another process may have made the first request with another one. */
function fingerprints({ requestMac }: HttpDeps, { method, path, text }: IdempotentRequest): string[] {
  return requestMac.all(`${method} ${path}\n${text}`);
}

function sealRow({ session, key }: RequestClaim): string {
  return `requests|${session}|${key}|sealed_answer`;
}

function mayPass({ code }: Refusal): boolean {
  const { status } = problemKinds[code];
  return status === 429 || status >= 500 || code === 'request_in_progress';
}
