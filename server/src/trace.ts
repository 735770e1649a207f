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

/** Of small, fixed sets: neither secrets, accounts, addresses nor what a client sends. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

export interface SpanEnd {
  /** When it is known at the end alone. */
  readonly name?: string;
  readonly attributes?: SpanAttributes;
  readonly failed?: boolean;
}

/** Something that is done in a trace, from its beginning to its end. */
export interface Span {
  readonly trace: Trace;
  readonly isRecorded: boolean;
  /**
   * What somebody else does for it.
   * @param start epoch milliseconds; now when absent
   */
  child(name: string, attributes: SpanAttributes, start?: number): Span;
  end(end?: SpanEnd): void;
}

/** Who keeps what is done in traces. */
export interface Recorder {
  /** A request. The trace that the span is in may have other ids than those that were made for it here. */
  begin(trace: Trace): Span;
  /** Hands over what it has, if that is quickly done. */
  close(): Promise<void>;
}

/** Keeps nothing. */
export const unrecorded: Recorder = {
  begin(trace) {
    const span: Span = { trace, isRecorded: false, child: () => span, end: () => undefined };
    return span;
  },
  close: () => Promise.resolve(),
};

const spans = new AsyncLocalStorage<Span>();

/** What `run` asks of others, also later on, belongs to the span. */
export const inSpan = <Result>(span: Span, run: () => Result): Result => spans.run(span, run);

/** What `run` asks of somebody, as a span of its own where a request is the reason for it. */
export async function inChild<Result>(
  name: string,
  attributes: SpanAttributes,
  run: () => Promise<Result>,
): Promise<Result> {
  const span = spans.getStore()?.child(name, attributes);
  if (span === undefined) return run();
  try {
    const result = await inSpan(span, run);
    span.end();
    return result;
  } catch (error) {
    span.end({ failed: true });
    throw error;
  }
}

export interface PastChild {
  readonly name: string;
  readonly attributes: SpanAttributes;
  readonly failed: boolean;
}

/**
 * What has just been done for the request that is the reason for it.
 * @param describe asked only where it is recorded
 */
export function noteChild(milliseconds: number, describe: () => PastChild): void {
  const span = spans.getStore();
  if (span === undefined || !span.isRecorded) return;
  const { name, attributes, failed } = describe();
  span.child(name, attributes, Date.now() - milliseconds).end({ failed });
}

/** For a request to somebody else; none where nobody's request is the reason for it. */
export function traceHeaders(): Readonly<Record<string, string>> {
  const span = spans.getStore();
  if (span === undefined) return {};
  const { traceId, spanId, flags, state } = span.trace;
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(state === null ? {} : { tracestate: state }) };
}
