/** How a customer verifies an order so that later ones are covered, and what is covered then. */

import assert from 'node:assert/strict';
import type { BegunAuthentication, Challenge, Grant, Transaction } from '../../generated/contract.js';
import { defaultPolicy, minute, type SessionGrantPolicy } from '../../src/domain/policy.js';
import type { Client } from './client.js';
import { accounts, totpCode } from './codes.js';
import type { TestEndpoint } from './endpoint.js';

const account: string = accounts.kbOtp;
export const order = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
export const ordering = { purpose: 'order', transaction: order } as const;

/** What an operator may change between two starts. */
export const rules: { -readonly [Key in keyof SessionGrantPolicy]: SessionGrantPolicy[Key] } = {
  maxAge: { order: 30 * minute },
  idle: 10 * minute,
};
export const policy = {
  ...defaultPolicy,
  sessionGrants: rules,
  approvals: { purposes: ['order'], numberMatching: false } as const,
};

export function restoreRules(): void {
  Object.assign(rules, { maxAge: { order: 30 * minute }, idle: 10 * minute });
}

export const answer = (client: Client, { id }: Challenge, code: string, forSession = true) =>
  client.post<Grant>(`/v1/challenges/${id}/answer`, { code, forSession });

/** The customer verifies an order, and wants later ones covered. */
export async function open(on: TestEndpoint, client: Client, of: string = account): Promise<Grant> {
  const challenge = await client.challenged({ account: of, ...ordering });
  const code = of === account ? totpCode(of, on.now()) : await on.sentCode(of);
  const { status, body } = await answer(client, challenge, code);
  assert.equal(status, 200, JSON.stringify(body));
  assert.ok(body.sessionGrant);
  return body;
}

const isCovered = ({ grants, challenge }: BegunAuthentication) => grants.length === 1 && challenge === undefined;
export const covered = async (client: Client, of: string = account, request: object = {}) =>
  isCovered((await client.begin(of, { ...ordering, ...request })).body);

export async function coveredOrder(client: Client, of: string = account): Promise<Grant> {
  const { body } = await client.begin(of, ordering);
  assert.ok(isCovered(body), JSON.stringify(body));
  return body.grants[0] ?? assert.fail();
}

export const redeemed = async (
  on: TestEndpoint,
  { token }: Grant,
  transaction: Transaction = order,
  of: string = account,
) => {
  const reply = await on.backEnd.redeem({ grant: token, account: of, purpose: transaction.type, transaction });
  return reply.status === 200 ? 200 : reply.body.code;
};
