/** The endpoint under test, with what most checks begin by: a challenge, a right code, a grant. */

import type { Challenge, Grant, Purpose, Transaction } from '../generated/contract.js';
import { blamed, expect, Finding, LeftOut } from './check.js';
import { fieldOf, type Ask, type Client, type Party, type Reply } from './client.js';
import { codeAt, stepAt, wrongCodes } from './codes.js';
import type { CodeAccount, ConformanceConfig } from './config.js';

export const order: Transaction = { type: 'order', side: 'buy', symbol: 'VNM', quantity: 1300, price: 67_500 };
export const otherOrder: Transaction = { ...order, price: 67_600 };

export interface Subject {
  readonly client: Client;
  readonly config: ConformanceConfig;
  challenge(account: CodeAccount, request?: Wanted): Promise<Challenge>;
  /** The reply to a request for a challenge, whatever it is. */
  asked(account: CodeAccount, request?: Wanted & { readonly [more: string]: unknown }, ask?: Ask): Promise<Reply>;
  answer(challenge: Pick<Challenge, 'id'>, code: string, ask?: Ask): Promise<Reply>;
  /** An account and a code that is right for it and was not spent in this run; waits for the next one if need be. */
  rightCode(from?: readonly CodeAccount[]): Promise<{ readonly account: CodeAccount; readonly code: string }>;
  wrongCode(account: CodeAccount): string;
  /** Each another. */
  wrongCodes(account: CodeAccount, count: number): readonly string[];
  /** A grant for an order, fresh. */
  orderGrant(): Promise<{ readonly account: CodeAccount; readonly grant: Grant }>;
  redeem(grant: string, account: CodeAccount, act?: Wanted, as?: Party): Promise<Reply>;
  /** @throws LeftOut */
  otherSession(): void;
  /** @throws LeftOut */
  backEnd(): void;
  /** @throws LeftOut */
  lockable(index: number): CodeAccount;
}

export interface Wanted {
  readonly purpose?: Purpose;
  readonly transaction?: Transaction;
}

export function createSubject(client: Client, config: ConformanceConfig): Subject {
  const spent = new Map<CodeAccount, number>();

  const subject: Subject = {
    client,
    config,

    async asked(account, { purpose = 'login', ...more } = {}, ask = {}) {
      const body = { account: account.id, channel: config.channel, purpose, ...more };
      const reply = await client.send('POST', '/challenges', { ...ask, body });
      const wait = untilOpen(reply);
      if (wait > longestLock) return reply;
      await client.wait(wait + 1000);
      return client.send('POST', '/challenges', { ...ask, body });
    },

    async challenge(account, request) {
      const reply = await subject.asked(account, { ...request });
      expect(reply.status === 201, `A challenge was asked for and the answer was ${said(reply)}.`);
      return reply.body as Challenge;
    },

    answer: ({ id }, code, ask = {}) => client.send('POST', `/challenges/${id}/answer`, { ...ask, body: { code } }),

    async rightCode(from = config.accounts) {
      // So that the endpoint's clock is known before the first code is made.
      if (client.replies.length === 0) await subject.challenge(first(config.accounts));
      for (;;) {
        const now = client.now();
        const account = from.find((each) => (spent.get(each) ?? -1) < stepAt(each, now));
        if (account !== undefined) {
          spent.set(account, stepAt(account, now));
          return { account, code: codeAt(account, now) };
        }
        const ends = from.map((each) => (stepAt(each, now) + 1) * each.period * 1000);
        await client.wait(Math.min(...ends) - now + 500);
      }
    },

    wrongCode: (account) => first(wrongCodes(account, client.now(), 1)),
    wrongCodes: (account, count) => wrongCodes(account, client.now(), count),

    async orderGrant() {
      subject.backEnd();
      const { account, code } = await subject.rightCode();
      const reply = await subject.answer(
        await subject.challenge(account, { purpose: 'order', transaction: order }),
        code,
      );
      expect(reply.status === 200, `A right code for an order was answered ${said(reply)}.`);
      return { account, grant: reply.body as Grant };
    },

    redeem: (grant, account, { purpose = 'order', transaction } = { transaction: order }, as = 'back-end') =>
      client.send('POST', '/grants/redemptions', {
        as,
        body: { grant, account: account.id, purpose, ...(transaction === undefined ? {} : { transaction }) },
      }),

    otherSession() {
      if (config.otherSession === undefined) throw new LeftOut("needs `otherSession`: another customer's headers.");
    },

    backEnd() {
      if (config.backEnd === undefined) throw new LeftOut("needs `backEnd`: the headers of the host's back end.");
    },

    lockable(index) {
      const account = config.lockable[index];
      if (account === undefined) throw new LeftOut(`needs ${index + 1} of \`lockable\`: accounts that may be locked.`);
      return account;
    },
  };
  return subject;
}

/** Wrong codes of checks before this one may have shut the account for a while, in milliseconds. */
const longestLock = 10 * 60_000;

function untilOpen({ status, body }: Reply): number {
  if (status !== 423) return Infinity;
  const [until, now] = [fieldOf(body, 'lockedUntil'), fieldOf(body, 'serverTime')].map((time) =>
    Date.parse(time ?? ''),
  );
  const wait = (until ?? NaN) - (now ?? NaN);
  return Number.isNaN(wait) ? Infinity : Math.max(0, wait);
}

/** A reply in a few words: its status, and its problem code if it has one. */
export function said({ status, body }: Reply): string {
  const code = fieldOf(body, 'code');
  return code === undefined ? String(status) : `${status} \`${code}\``;
}

/** Refused as the contract refuses: by a status of 4xx, and by one of the codes where some are named. */
export function expectRefusal(what: string, reply: Reply, codes?: readonly string[]): void {
  const isRefused = reply.status >= 400 && reply.status < 500;
  if (!isRefused) blamed.add(reply);
  expect(isRefused, `${what} was answered ${said(reply)}.`);
  const code = fieldOf(reply.body, 'code') ?? '';
  if (codes !== undefined && !codes.includes(code)) {
    throw new Finding(
      `${what} was answered ${said(reply)}; expected ${codes.map((each) => `\`${each}\``).join(' or ')}.`,
    );
  }
}

export function first<T>(values: readonly T[]): T {
  const [value] = values;
  if (value === undefined) throw new RangeError('There is none.');
  return value;
}
