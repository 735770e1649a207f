/** Customers of the bench: each has an account on KB-OTP, with a matrix card before it, and a session of their own. */

import { randomBytes, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { createEndpoint, defaultPolicy, issueSession, type Endpoint, type EndpointConfig } from '../src/index.js';
import type { Challenge } from '../generated/contract.js';
import { createSeal } from '../src/seal.js';
import type { DemoAccount } from '../src/seed/demo-accounts.js';
import { createSeeder } from '../src/seed/seed.js';
import type { DatabaseConfig } from '../src/store/connect.js';
import { openStore } from '../src/store/kysely-store.js';

/** Milliseconds in which an account gets one code. */
export const step = 30_000;
const base32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
export const codes = new TOTP({ secret: Secret.fromBase32(base32), algorithm: 'SHA1', digits: 6, period: 30 });
const base = 'https://otp.example/v1';
const unlimited = Number.MAX_SAFE_INTEGER;
/** Seconds. The clock is passed on by a step for each code, in every round. */
const sessionTime = 365 * 24 * 3600;

export interface BenchCustomer {
  /** A challenge and its answer. @throws when the code is not accepted */
  prove(): Promise<void>;
  status(): Promise<void>;
}

export interface Bench {
  readonly endpoint: Endpoint;
  readonly customers: readonly BenchCustomer[];
  /** Lets time pass for the endpoint, so that every account has another code. */
  readonly passStep: () => void;
}

export function accountOf(index: number): DemoAccount {
  const codeFormat = { length: 6, alphabet: 'digits' } as const;
  const totp = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
  const [account, name] = [`058C${String(index).padStart(6, '0')}`, `c${index}`];
  const kbOtp = { kind: 'kb-otp', source: 'Phone', deviceId: `d${index}`, codeFormat, totp } as const;
  return {
    ...{ account, customer: name, holder: name, title: { vi: name, en: name }, derivatives: 'none' },
    authenticators: [
      { ...kbOtp, secret: { kind: 'seed', base32 } },
      { kind: 'matrix', codeFormat, secret: { kind: 'card' } },
    ],
  };
}

/** With keys of its own. */
export function benchConfig(database: DatabaseConfig, clockShift: () => number): EndpointConfig {
  const key = () => randomBytes(32);
  return {
    ...{ database, sealKeys: [key()], oprfKeys: [key()], policy: defaultPolicy, clockShift },
    ...{ sessionKey: key().toString('base64'), serviceKey: key().toString('base64'), allowedOrigins: [] },
    ...{ delivery: { kind: 'inbox' }, development: false, trustedProxy: false },
    limits: { perSession: unlimited, perAddress: unlimited },
    sessions: { longest: sessionTime * 1000 },
    // What is logged is made as in production, and goes nowhere.
    log: { level: 'info', destination: { write: () => undefined } },
  };
}

export async function openBench(database: DatabaseConfig, count: number): Promise<Bench> {
  let shift = 0;
  const config = benchConfig(database, () => shift);
  const { store, db } = await openStore(database, () => 0);
  const accounts = Array.from({ length: count }, (_, index) => accountOf(index));
  await createSeeder(db, createSeal(config.sealKeys), accounts).fill();
  await store.close();
  const endpoint = await createEndpoint(config);
  const now = () => Date.now() + shift;
  const customers = await Promise.all(
    accounts.map(async ({ account, customer }) => {
      const open = async () => requestsOf(endpoint, await tokenOf(config, customer));
      return customerOf(account, now, await open(), await open());
    }),
  );
  return { endpoint, customers, passStep: () => void (shift += step) };
}

/** Of a session of its own. */
export function tokenOf({ sessionKey }: Pick<EndpointConfig, 'sessionKey'>, customer: string): Promise<string> {
  return issueSession({ customer, sessionKey, ttl: sessionTime });
}

interface Requests {
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown): Promise<unknown>;
}

function requestsOf(endpoint: Endpoint, token: string): Requests {
  const authorization = `Bearer ${token}`;
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await endpoint.fetch(new Request(`${base}${path}`, init));
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    get: (path) => ask(path, { headers: { authorization } }),
    post(path, body) {
      const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() };
      return ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
  };
}

/** @param visitor asks in a session that has proved nothing */
function customerOf(account: string, now: () => number, prover: Requests, visitor: Requests): BenchCustomer {
  return {
    async prove() {
      const challenge = await prover.post('/challenges', { account, channel: 'kb-trade', purpose: 'login' });
      const { id } = challenge as Challenge;
      await prover.post(`/challenges/${id}/answer`, { code: codes.generate({ timestamp: now() }) });
    },
    async status() {
      await visitor.get(`/accounts/${account}/authentication?channel=kb-trade&purpose=login`);
    },
  };
}
