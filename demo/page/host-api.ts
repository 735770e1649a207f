/** What the page asks of the demo's server beside what the element asks of the endpoint. */

import type {LocalizedText, MethodKind, OrderTransaction} from '../../server/src/generated/contract.js';
import type {Order} from '../order-book.js';
import {quietFetch} from './network.js';

export type {Order};

/** A demo account as `GET /dev/accounts` tells of it. */
export interface DemoAccount {
  readonly account: string;
  readonly holder: string;
  readonly title: LocalizedText;
  readonly methods: readonly DemoMethod[];
}

export interface DemoMethod {
  readonly kind: MethodKind;
  readonly source?: string;
  readonly secret?: {readonly kind: 'seed'; readonly base32: string} | {readonly kind: 'password'; readonly password: string};
}

export interface Message {
  readonly id: string;
  readonly channel: 'sms' | 'email' | 'voice';
  readonly text: LocalizedText;
  readonly sentAt: string;
}

/** How the broker answered an order; `unknown` when it was not heard. */
export type Placed =
  | {readonly type: 'accepted'; readonly order: Order}
  | {readonly type: 'refused'; readonly code: string}
  | {readonly type: 'unknown'};

export async function signIn(): Promise<void> {
  await expectOk(quietFetch('/api/session', {method: 'POST'}));
}

export async function signOut(): Promise<void> {
  await expectOk(quietFetch('/api/session', {method: 'DELETE'}));
}

export async function reset(): Promise<void> {
  await expectOk(quietFetch('/api/reset', {method: 'POST'}));
}

export const readAccounts = async () =>
  (await readJson<{accounts: readonly DemoAccount[]}>('/otp/dev/accounts')).accounts;

export const readInbox = async (account: string) =>
  (await readJson<{messages: readonly Message[]}>(`/otp/dev/inbox?${new URLSearchParams({account})}`)).messages;

export async function readCard(account: string): Promise<Readonly<Record<string, string>>> {
  const path = `/otp/dev/matrix-card?${new URLSearchParams({account})}`;
  return (await readJson<{cells: Readonly<Record<string, string>>}>(path)).cells;
}

/** The kinds of methods that count for an order now. */
export async function readMethodKinds(account: string): Promise<readonly MethodKind[]> {
  const query = new URLSearchParams({channel: 'kb-trade', purpose: 'order'});
  const path = `/otp/v1/accounts/${encodeURIComponent(account)}/authentication?${query}`;
  const {methods} = await readJson<{methods: readonly {kind: MethodKind}[]}>(path);
  return methods.map(({kind}) => kind);
}

export const readOrders = async () => (await readJson<{orders: readonly Order[]}>('/api/orders')).orders;

/** @param attempt UUID that stays the same when the same order is sent again */
export async function placeOrder(
  order: OrderTransaction,
  account: string,
  grant: string,
  attempt: string,
): Promise<Placed> {
  try {
    const response = await fetch('/api/orders', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'Idempotency-Key': attempt},
      body: JSON.stringify({order, account, grant}),
    });
    const body = (await response.json()) as {order: Order; code: string};
    if (response.status === 201) return {type: 'accepted', order: body.order};
    return response.status >= 500 ? {type: 'unknown'} : {type: 'refused', code: body.code};
  } catch {
    return {type: 'unknown'};
  }
}

async function readJson<Body>(path: string): Promise<Body> {
  return (await expectOk(quietFetch(path))).json() as Promise<Body>;
}

async function expectOk(call: Promise<Response>): Promise<Response> {
  const response = await call;
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response;
}
