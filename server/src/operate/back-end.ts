/** Asks an endpoint as the host's back end does, and goes on where it is away for a while. */

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { fetchFault } from '../fetch-fault.js';

export interface BackEnd {
  /** @throws {Refused} by the endpoint's own words */
  get<T>(path: string, headers?: Readonly<Record<string, string>>): Promise<T>;
  /** @throws {Refused} by the endpoint's own words */
  post<T>(path: string, body: unknown): Promise<T>;
}

/** The endpoint said no, or nothing, for as long as was waited. */
export class Refused extends Error {
  override name = 'Refused';
}

/** Milliseconds between one try and the next. */
const waits = [500, 1000, 2000, 5000, 10_000, 10_000] as const;

/** What passes by itself: the endpoint or its database starts again, or it is asked too fast. */
const passing: ReadonlySet<number> = new Set([0, 429, 502, 503, 504]);

export function createBackEnd(
  endpoint: string,
  key: string,
  pause: (milliseconds: number) => Promise<unknown> = wait,
): BackEnd {
  async function ask<T>(method: string, path: string, { body, headers }: Asked): Promise<T> {
    const init = {
      method,
      headers: {
        ...headers,
        authorization: `Bearer ${key}`,
        // The same at each try: what was done is not done again.
        'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    let last = { status: 0, text: '' };
    for (const milliseconds of [0, ...waits]) {
      if (milliseconds > 0) await pause(milliseconds);
      last = await once(`${endpoint}${path}`, init);
      if (last.status >= 200 && last.status < 300) return JSON.parse(last.text) as T;
      if (!passes(last)) break;
    }
    throw new Refused(reasonOf(last));
  }
  return {
    get: (path, headers = {}) => ask('GET', path, { headers }),
    post: (path, body) => ask('POST', path, { body, headers: {} }),
  };
}

interface Asked {
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

interface Said {
  readonly status: number;
  readonly text: string;
}

/** A conflict passes where the same request is still being worked on, and no other does. */
function passes({ status, text }: Said): boolean {
  return status === 409 ? text.includes('"code":"request_in_progress"') : passing.has(status);
}

async function once(url: string, init: RequestInit): Promise<Said> {
  try {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { status: 0, text: fetchFault(error) };
  }
}

function reasonOf({ status, text }: Said): string {
  if (status === 0) return `The endpoint does not answer: ${text}`;
  const detail = /"detail":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? /"code":"(\w+)"/.exec(text)?.[1] ?? '';
  return `The endpoint answered ${status}: ${detail}`;
}
