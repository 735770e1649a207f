/** One verification that covers later orders, where the endpoint offers that: only as the customer wanted it. */

import type { BegunAuthentication, Challenge } from '../../generated/contract.js';
import { expect, LeftOut, type Check } from '../check.js';
import type { Party } from '../client.js';
import type { CodeAccount } from '../config.js';
import { order, otherOrder, said, type Subject, type Wanted } from '../subject.js';

const transfer: Wanted = {
  purpose: 'cash-transfer',
  transaction: {
    type: 'cash-transfer',
    amount: 1_000_000,
    beneficiary: { account: '0123456789', name: 'NGUYEN VAN A' },
  },
};
const another: Wanted = { purpose: 'order', transaction: otherOrder };

/** An order that is verified, with or without the customer's wish. */
async function verified(on: Subject, forSession: boolean): Promise<CodeAccount> {
  const { account, code } = await on.rightCode();
  // What a check before this one has opened is over.
  await end(on);
  const challenge = await on.challenge(account, { purpose: 'order', transaction: order });
  if (!offers(challenge)) throw new LeftOut('needs session grants: no challenge for an order has a `sessionOffer`.');
  const body = forSession ? { code, forSession } : { code };
  const reply = await on.client.send('POST', `/challenges/${challenge.id}/answer`, { body });
  expect(reply.status === 200, `A right code for an order was answered ${said(reply)}.`);
  return account;
}

const offers = ({ sessionOffer = [] }: Challenge): boolean => sessionOffer.length > 0;

const end = (on: Subject) => on.client.send('POST', '/session-grants/endings', { body: {} });

/** The grants of a request that comes without a code. */
async function grantsWithout(on: Subject, account: CodeAccount, wanted: Wanted, as: Party = 'customer') {
  const body = { channel: on.config.channel, ...wanted };
  const reply = await on.client.send('POST', `/accounts/${account.id}/authentication`, { as, body });
  expect(reply.status === 200, `What the customer goes on with was answered ${said(reply)}.`);
  return (reply.body as BegunAuthentication).grants.filter(({ scope }) => scope === 'once');
}

export const sessionGrantChecks: readonly Check[] = [
  {
    id: 'session-grant-asked',
    title: 'A verification covers later orders only where the customer has asked for it',
    async run(on) {
      const account = await verified(on, false);
      const grants = await grantsWithout(on, account, another);
      expect(grants.length === 0, 'An order was covered that nobody had asked to be covered.');
    },
  },
  {
    id: 'session-grant-covers',
    title: 'Where the customer has asked for it, the next order has a grant of its own without a code',
    async run(on) {
      const account = await verified(on, true);
      const [grant] = await grantsWithout(on, account, another);
      expect(grant?.purpose === 'order', 'The next order had no grant for an order.');
    },
  },
  {
    id: 'session-grant-transfer',
    title: 'A verification never covers a cash transfer',
    async run(on) {
      const account = await verified(on, true);
      const grants = await grantsWithout(on, account, transfer);
      expect(grants.length === 0, 'A cash transfer was covered.');
    },
  },
  {
    id: 'session-grant-foreign',
    title: 'A verification covers nothing in another customer’s session',
    async run(on) {
      on.otherSession();
      const account = await verified(on, true);
      const grants = await grantsWithout(on, account, another, 'other');
      expect(grants.length === 0, 'Another customer had a grant for the order.');
    },
  },
  {
    id: 'session-grant-ended',
    title: 'After the page has signed the customer out nothing is covered any more',
    async run(on) {
      const account = await verified(on, true);
      const reply = await end(on);
      expect(reply.status === 200, `Signing out was answered ${said(reply)}.`);
      const grants = await grantsWithout(on, account, another);
      expect(grants.length === 0, 'An order was covered after that.');
    },
  },
];
