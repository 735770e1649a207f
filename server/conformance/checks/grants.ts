/** What a grant is good for: one act, the one that the customer saw. For the host's back end alone. */

import { expect, type Check } from '../check.js';
import { expectRefusal, first, order, otherOrder, said } from '../subject.js';

export const grantChecks: readonly Check[] = [
  {
    id: 'grant-once',
    title: 'A grant for an order is redeemed once',
    async run(on) {
      const { account, grant } = await on.orderGrant();
      const reply = await on.redeem(grant.token, account);
      expect(reply.status === 200, `The first time it was answered ${said(reply)}.`);
      expectRefusal('The second time it', await on.redeem(grant.token, account));
    },
  },
  {
    id: 'grant-raced',
    title: 'A grant for an order that is redeemed eight times at the same time is redeemed once',
    async run(on) {
      const { account, grant } = await on.orderGrant();
      const replies = await Promise.all(Array.from({ length: 8 }, () => on.redeem(grant.token, account)));
      const redeemed = replies.filter(({ status }) => status === 200).length;
      expect(redeemed === 1, `It was redeemed ${redeemed} times.`);
    },
  },
  {
    id: 'grant-transaction',
    title: 'A grant for one order is refused for another price',
    async run(on) {
      const { account, grant } = await on.orderGrant();
      expectRefusal('It', await on.redeem(grant.token, account, { purpose: 'order', transaction: otherOrder }));
    },
  },
  {
    id: 'grant-purpose',
    title: 'A grant for an order is refused for a cash transfer',
    async run(on) {
      const { account, grant } = await on.orderGrant();
      const beneficiary = { account: '0123456789', name: 'NGUYEN VAN A' };
      const transaction = { type: 'cash-transfer', amount: 1_000_000, beneficiary } as const;
      expectRefusal('It', await on.redeem(grant.token, account, { purpose: 'cash-transfer', transaction }));
    },
  },
  {
    id: 'grant-account',
    title: 'A grant is refused for another account',
    async run(on) {
      const { account, grant } = await on.orderGrant();
      const another = { ...account, id: `${account.id.slice(0, -1)}${account.id.endsWith('0') ? '1' : '0'}` };
      expectRefusal('It', await on.redeem(grant.token, another));
    },
  },
  {
    id: 'grant-made-up',
    title: 'A grant that nobody earned is refused',
    async run(on) {
      on.backEnd();
      expectRefusal('It', await on.redeem('A'.repeat(43), first(on.config.accounts)));
    },
  },
  {
    id: 'grant-back-end',
    title: 'The customer’s session can’t redeem a grant',
    async run(on) {
      const { account, grant } = await on.orderGrant();
      const act = { purpose: 'order', transaction: order } as const;
      expectRefusal('It', await on.redeem(grant.token, account, act, 'customer'));
    },
  },
];
