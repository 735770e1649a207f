/** What the page asks of the demo's server beside what the element asks of the endpoint. */

import type {TakenTransaction} from '../../acts.js';
import type {AuthenticationStatus, LocalizedText, MethodKind} from '../../../server/generated/contract.js';
import type {Order, Transfer} from '../../book.js';
import {quietFetch} from './network.js';

export type {Order, Transfer};

/** A demo account as `GET /dev/accounts` tells of it. */
export interface DemoAccount {
  readonly account: string;
  readonly customer: string;
  readonly holder: string;
  readonly title: LocalizedText;
  readonly methods: readonly DemoMethod[];
}

export interface DemoMethod {
  readonly kind: MethodKind;
  readonly source?: string;
  readonly secret?:
    {readonly kind: 'seed'; readonly base32: string} | {readonly kind: 'password'; readonly password: string};
}

export interface Message {
  readonly id: string;
  readonly channel: 'sms' | 'email' | 'voice';
  readonly text: LocalizedText;
  readonly sentAt: string;
}

/** The host's gateway was told that a request waits on the phone. */
export interface PhoneWake {
  readonly id: string;
}

/** How the broker answered; `unknown` when it was not heard. */
export type Placed<Act> =
  | {readonly type: 'accepted'; readonly act: Act}
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

const switchAt = (path: string) => async (on: boolean) =>
  void (await expectOk(quietFetch(path, {method: on ? 'PUT' : 'DELETE'})));

/** Whether the phone may approve what the desk asks for. */
export const setApprovals = switchAt('/api/approvals');

/** Whether one verification may cover the orders of its session. */
export const setSessionGrants = switchAt('/api/session-grants');

/** Whether KB-Trade shows its orders as a QR code, and the phone scans it. */
export const setScans = switchAt('/api/scans');

export const readAccounts = async () =>
  (await readJson<{accounts: readonly DemoAccount[]}>('/otp/dev/accounts')).accounts;

export const readInbox = async (account: string) =>
  (await readJson<{messages: readonly Message[]}>(`/otp/dev/inbox?${new URLSearchParams({account})}`)).messages;

export const readWakes = async (customer: string) =>
  (await readJson<{wakes: readonly PhoneWake[]}>(`/api/wakes?${new URLSearchParams({customer})}`)).wakes;

export async function readCard(account: string): Promise<Readonly<Record<string, string>>> {
  const path = `/otp/dev/matrix-card?${new URLSearchParams({account})}`;
  return (await readJson<{cells: Readonly<Record<string, string>>}>(path)).cells;
}

/** How the account proves itself for an order on a channel now. */
export function readStatus(account: string, channel = 'kb-trade'): Promise<AuthenticationStatus> {
  const query = new URLSearchParams({channel, purpose: 'order'});
  return readJson(`/otp/v1/accounts/${encodeURIComponent(account)}/authentication?${query}`);
}

/** Where this machine is reached under another name, and a browser keeps another phone's data. */
export const readSecondPhone = async () => (await readJson<{origin: string}>('/api/second-phone')).origin;

export const readOrders = async () => (await readJson<{orders: readonly Order[]}>('/api/orders')).orders;

export const readTransfers = async () => (await readJson<{transfers: readonly Transfer[]}>('/api/transfers')).transfers;

/** What is sent to the broker: the act as it was verified, for whom, and the proof. */
export interface Act {
  readonly transaction: TakenTransaction;
  readonly account: string;
  readonly grant: string;
}

/** Where an act goes, and as which member. */
const ways = {
  order: ['orders', 'order'],
  'order-list': ['order-lists', 'list'],
  'cash-transfer': ['transfers', 'transfer'],
} as const;

/** @param attempt UUID that stays the same when the same act is sent again */
export async function place<Accepted>({transaction, account, grant}: Act, attempt: string): Promise<Placed<Accepted>> {
  const [path, member] = ways[transaction.type];
  try {
    const response = await fetch(`/api/${path}`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'Idempotency-Key': attempt},
      body: JSON.stringify({[member]: transaction, account, grant}),
    });
    const body = (await response.json()) as Record<string, unknown>;
    if (response.status === 201) return {type: 'accepted', act: body[member] as Accepted};
    return response.status >= 500 ? {type: 'unknown'} : {type: 'refused', code: String(body['code'])};
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
