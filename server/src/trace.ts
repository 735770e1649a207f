/**
 * To which trace a request belongs (W3C Trace Context, level 1). It is taken from whoever asks, goes into the log, and
 * is passed on to whoever the request makes the endpoint ask.
 */

import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

export interface Trace {
  /** 32 hex digits. */
  readonly traceId: string;
  /** 16 hex digits: what this endpoint does in it. */
  readonly spanId: string;
  /** What asked for that; null where the trace begins here. */
  readonly parentId: string | null;
  /** Whether somebody records it: `01` or `00`. */
  readonly flags: string;
  /** What others keep in it, untouched. */
  readonly state: string | null;
}

/** Of any version but `ff`, which never is; only later ones than `00` may say more. Ids of zeros are none. */
const form = /^(?!ff|00-.{52}-)[0-9a-f]{2}-(?!0+-)([0-9a-f]{32})-(?!0+-)([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
/** Characters that everybody has to pass on; what is longer may be dropped. */
const mostState = 512;

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** @param parent the header `traceparent`: one that breaks its form begins a trace here, as none does */
export function traceFrom(parent: string | undefined, state: string | undefined): Trace {
  const [, traceId, parentId = '', flags = ''] = form.exec(parent ?? '') ?? [];
  if (traceId === undefined) return { traceId: hex(16), spanId: hex(8), parentId: null, flags: '00', state: null };
  // Flags but the first are for the future, and are passed on as 0.
  const recorded = (Number.parseInt(flags, 16) & 1) === 1 ? '01' : '00';
  return { traceId, spanId: hex(8), parentId, flags: recorded, state: stateOf(state) };
}

const stateOf = (state: string | undefined): string | null =>
  state !== undefined && state.length <= mostState && /^[\x20-\x7e]+$/.test(state) ? state : null;

const traces = new AsyncLocalStorage<Trace>();

/** What `run` asks of others, also later on, belongs to the trace. */
export const inTrace = <Result>(trace: Trace, run: () => Result): Result => traces.run(trace, run);

/** For a request to somebody else; none where nobody's request is the reason for it. */
export function traceHeaders(): Readonly<Record<string, string>> {
  const trace = traces.getStore();
  if (trace === undefined) return {};
  const { traceId, spanId, flags, state } = trace;
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(state === null ? {} : { tracestate: state }) };
}
