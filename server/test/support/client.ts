/** A client as an element is one: it knows a session, gives every attempt its key, and trusts no answer unchecked. */

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type {
  AuthenticationStatus,
  BegunAuthentication,
  Challenge,
  ChallengeOutcome,
  ChallengeRequest,
  Grant,
  Problem,
  Redemption,
} from '../../generated/contract.js';
import { checkAgainstContract } from './contract-check.js';
import { claimsOf, deviceOf, proofKeyOf, signProof, type Proven } from './device-proof.js';

export type Send = (request: Request) => Promise<Response>;

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface PostOptions {
  readonly key?: string;
  /** The device that proves itself; by itself that of the path, where its key is here. Null: none does. */
  readonly device?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client {
  get<T>(path: string, options?: Pick<PostOptions, 'device' | 'headers'>): Promise<Reply<T>>;
  /** A string is sent as it is, anything else as JSON. */
  post<T>(path: string, body?: unknown, options?: PostOptions): Promise<Reply<T>>;
  status(
    account: string,
    channel?: string,
    purpose?: string,
    options?: Pick<PostOptions, 'device'>,
  ): Promise<Reply<AuthenticationStatus>>;
  /** The status, and the challenge that it calls for. */
  begin(
    account: string,
    request?: Partial<ChallengeRequest>,
    options?: PostOptions,
  ): Promise<Reply<BegunAuthentication & Partial<Problem>>>;
  challenge(request: Partial<ChallengeRequest>, options?: PostOptions): Promise<Reply<Challenge>>;
  /** A challenge that must come about. */
  challenged(request: Partial<ChallengeRequest>): Promise<Challenge>;
  answer(challenge: Pick<Challenge, 'id'>, code: unknown, options?: PostOptions): Promise<Reply<Grant & Problem>>;
  resend(challenge: Pick<Challenge, 'id'>, options?: PostOptions): Promise<Reply<Challenge & Problem>>;
  outcome(challenge: Pick<Challenge, 'id'>): Promise<Reply<ChallengeOutcome>>;
  redeem(body: unknown, options?: PostOptions): Promise<Reply<Redemption & Problem>>;
}

/** @param now epoch milliseconds by the endpoint's clock */
export function createClient(send: Send, origin: string, authorization: string, now: () => number = Date.now): Client {
  async function exchange<T>(method: string, path: string, init: RequestInit): Promise<Reply<T>> {
    const response = await send(new Request(`${origin}${path}`, { method, ...init }));
    const text = await response.text();
    const body: unknown = text === '' ? null : JSON.parse(text);
    if (path.startsWith('/v1/')) checkAgainstContract(method, new URL(path, origin).pathname, response, body);
    return { status: response.status, headers: response.headers, body: body as T };
  }

  const client: Client = {
    async get(path, { device = deviceOf(path), headers = {} } = {}) {
      const proof = await proofHeader(device, { method: 'GET', path, now: now() });
      return exchange('GET', path, { headers: { authorization, ...proof, ...headers } });
    },
    async post(path, body, { key = randomUUID(), headers = {}, device = deviceOf(path) } = {}) {
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
      const proof = await proofHeader(device, { method: 'POST', path, text: text ?? '', key, now: now() });
      const all = { authorization, 'idempotency-key': key, ...type, ...proof, ...headers };
      return exchange('POST', path, { headers: all, ...(text === undefined ? {} : { body: text }) });
    },
    status: (account, channel = 'kb-trade', purpose = 'login', options = {}) =>
      client.get(`/v1/accounts/${account}/authentication?channel=${channel}&purpose=${purpose}`, options),
    begin: (account, request, options) =>
      client.post(
        `/v1/accounts/${account}/authentication`,
        { channel: 'kb-trade', purpose: 'login', ...request },
        options,
      ),
    challenge: (request, options) =>
      client.post('/v1/challenges', { channel: 'kb-trade', purpose: 'login', ...request }, options),
    async challenged(request) {
      const { status, body } = await client.challenge(request);
      assert.equal(status, 201, JSON.stringify(body));
      return body;
    },
    answer: ({ id }, code, options) => client.post(`/v1/challenges/${id}/answer`, { code }, options),
    resend: ({ id }, options) => client.post(`/v1/challenges/${id}/resend`, undefined, options),
    outcome: ({ id }) => client.get(`/v1/challenges/${id}`),
    redeem: (body, options) => client.post('/v1/grants/redemptions', body, options),
  };
  return client;
}

async function proofHeader(device: string | null, request: Proven): Promise<Record<string, string>> {
  const key = device === null ? undefined : proofKeyOf(device);
  return device === null || key === undefined
    ? {}
    : { 'device-proof': await signProof(key, device, claimsOf(request)) };
}
