/** How a change of method is proved and asked for. */

import assert from 'node:assert/strict';
import type {
  AuthenticationStatus,
  Challenge,
  ChallengeRequest,
  MethodChange,
  MethodChangeRequest,
  MethodChanges,
} from '../../generated/contract.js';
import type { Client, PostOptions } from './client.js';
import { cardCode, totpCode } from './codes.js';
import type { Refusable } from './device.js';
import type { TestEndpoint } from './endpoint.js';

/** A grant that is earned by the first method offered, or by the one asked for. */
export async function grantFor(
  on: Pick<TestEndpoint, 'sentCode' | 'now'>,
  client: Client,
  request: Partial<ChallengeRequest>,
): Promise<string> {
  const challenge = await client.challenged({ channel: 'm-able', ...request });
  const { status, body } = await client.answer(challenge, await codeFor(on, challenge));
  assert.equal(status, 200, JSON.stringify(body));
  return body.token;
}

async function codeFor(on: Pick<TestEndpoint, 'sentCode' | 'now'>, challenge: Challenge): Promise<string> {
  if (challenge.kind === 'matrix') return cardCode(challenge);
  if (challenge.kind === 'password') return 'Sen-vang-2026';
  return challenge.kind === 'kb-otp' || challenge.kind === 'token'
    ? totpCode(challenge.account, on.now())
    : on.sentCode(challenge.account);
}

/** The calls of the contract that change an account's method. */
export function methodCalls(client: Client) {
  return {
    cancel: (body: Partial<MethodChangeRequest>, options?: PostOptions): Refusable<AuthenticationStatus> =>
      client.post('/v1/cancellations', { channel: 'm-able', ...body }, options),
    synchronize: (body: Partial<MethodChangeRequest>, options?: PostOptions): Refusable<AuthenticationStatus> =>
      client.post('/v1/synchronizations', { channel: 'kb-trade-ds', ...body }, options),
  };
}

/** The audit trail of an account as the host's back end reads it, the latest first. */
export async function changesOf({ backEnd }: Pick<TestEndpoint, 'backEnd'>, account: string): Promise<MethodChange[]> {
  const { status, body } = await backEnd.get<MethodChanges>(`/v1/accounts/${account}/method-changes`);
  assert.equal(status, 200);
  return [...body.changes];
}

/** Gives KB-OTP up by the account's previous method. */
export async function cancelBy(on: TestEndpoint, client: Client, account: string): Promise<AuthenticationStatus> {
  const grant = await grantFor(on, client, { account, purpose: 'cancel' });
  const { status, body } = await methodCalls(client).cancel({ account, grant });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

export async function messagesTo(client: Client, account: string): Promise<string[]> {
  const { body } = await client.get<Inbox>(`/dev/inbox?account=${account}`);
  return body.messages.map(({ text }) => text.vi);
}

interface Inbox {
  readonly messages: ReadonlyArray<{ readonly text: { readonly vi: string } }>;
}
