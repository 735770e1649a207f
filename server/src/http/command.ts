/** The way of every POST: read, check against the contract, do once, answer. */

import { randomUUID } from 'node:crypto';
import type { Handler } from 'hono';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Remember } from '../services/deps.js';
import { sendAnswer, sendProblem } from './responses.js';
import { readJson, readText } from './body.js';
import type { HttpContext, HttpEnv, HttpDeps } from './context.js';
import type { SchemaName, SchemaOf } from './contract.js';
import { isIdempotencyKey, once } from './idempotency.js';
import { proveDevice } from './middleware/device.js';

export interface Command<Name extends SchemaName, Answer> {
  readonly schema: Name;
  readonly status: 200 | 201;
  /** Bytes; `defaultBodyLimit` when absent. */
  readonly bodyLimit?: number;
  /** Members whose breach is `invalid_format`, as JSON pointers; any other breach is `invalid_request`. */
  readonly codes?: readonly string[];
  /** Who asks; a customer's session when absent. The host's back end may do without an Idempotency-Key. */
  readonly caller?: Caller;
  run(c: HttpContext, body: SchemaOf<Name>, remember: Remember): Promise<Outcome<Answer>>;
}

/** `device`: what has proved that it is one, whichever its session. */
export type Caller = 'session' | 'device' | 'back-end';

export const defaultBodyLimit = 16 * 1024;

/** A POST with a JSON body. */
export function command<Name extends SchemaName, Answer>(
  http: HttpDeps,
  spec: Command<Name, Answer>,
): Handler<HttpEnv> {
  return async (c) => {
    const read = await readJson(c.req.raw, spec.bodyLimit ?? defaultBodyLimit);
    if (!read.ok) return sendProblem(c, read.refusal, http.deps.store.estimatedNow());
    const body = checkBody(http, spec, read.value.value);
    if (!body.ok) return sendProblem(c, body.refusal, http.deps.store.estimatedNow());
    const { text } = read.value;
    return perform(http, c, { ...spec, text, run: (remember) => spec.run(c, body.value, remember) });
  };
}

/** A POST without a body. */
export function bareCommand<Answer>(
  http: HttpDeps,
  run: (c: HttpContext, remember: Remember) => Promise<Outcome<Answer>>,
  caller: Caller = 'session',
): Handler<HttpEnv> {
  return async (c) => {
    const sent = await readText(c.req.raw, defaultBodyLimit);
    if (sent === null) return sendProblem(c, { code: 'payload_too_large' }, http.deps.store.estimatedNow());
    return perform(http, c, { status: 200, text: '', sent, caller, run: (remember) => run(c, remember) });
  };
}

function checkBody<Name extends SchemaName>(
  { contract }: HttpDeps,
  { schema, codes = [] }: Command<Name, unknown>,
  value: unknown,
): Outcome<SchemaOf<Name>> {
  const checked = contract.validate(schema, value);
  if (checked.ok) return accept(checked.value);
  if (codes.includes(checked.at)) return refuse('invalid_format');
  return refuse('invalid_request', { detail: `${checked.at || 'The body'} ${checked.reason}`.slice(0, 500) });
}

interface Performance<Answer> {
  readonly status: 200 | 201;
  readonly caller?: Caller;
  /** The body as it came; empty where none is asked for. */
  readonly text: string;
  /** What came all the same, and a proof is over. */
  readonly sent?: string;
  run(remember: Remember): Promise<Outcome<Answer>>;
}

async function perform<Answer>(
  http: HttpDeps,
  c: HttpContext,
  { status, caller = 'session', text, sent = text, run }: Performance<Answer>,
): Promise<Response> {
  const key = c.req.header('Idempotency-Key') ?? (caller === 'back-end' ? randomUUID() : undefined);
  if (!isIdempotencyKey(key)) {
    const refusal = { code: 'invalid_request', detail: 'Idempotency-Key must be a UUID.' } as const;
    return sendProblem(c, refusal, http.deps.store.estimatedNow());
  }
  const { method, path } = c.req;
  if (caller !== 'back-end') await proveDevice(http, c, key, sent);
  const owner = ownerOf(c, caller);
  const request = { owner, key, method, path, text, traceId: c.get('traceId') };
  return sendAnswer(c, await once(http, request, status, run));
}

/**
 * Whose key it is. One of a proven device is the device's, so that a proof that was overheard is the same request in
 * any other session too. Session ids are digests, so none of them is one of these words.
 */
function ownerOf(c: HttpContext, caller: Caller): string {
  if (caller === 'back-end') return caller;
  const { id, device } = c.get('session');
  return caller === 'device' && device !== null ? `device|${device}` : id;
}
