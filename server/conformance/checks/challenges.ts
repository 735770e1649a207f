/** What a challenge says of the act that it is for. */

import { expect, type Check } from '../check.js';
import { expectRefusal, first, order, otherOrder } from '../subject.js';

export const challengeChecks: readonly Check[] = [
  {
    id: 'challenge-expiry',
    title: 'A challenge ends, within 15 minutes',
    async run(on) {
      const { expiresAt, serverTime } = await on.challenge(first(on.config.accounts));
      const minutes = (Date.parse(expiresAt) - Date.parse(serverTime)) / 60_000;
      expect(minutes > 0 && minutes <= 15, `It ends ${minutes.toFixed(1)} minutes after serverTime.`);
    },
  },
  {
    id: 'challenge-unguessable',
    title: 'A challenge’s id can’t be guessed: 16 characters or more, unlike the one before it',
    async run(on) {
      const account = first(on.config.accounts);
      const one = await on.challenge(account, { purpose: 'order', transaction: order });
      const other = await on.challenge(account, { purpose: 'order', transaction: otherOrder });
      expect(one.id.length >= 16, `It has ${one.id.length} characters.`);
      // The same for both is told by the next check.
      if (one.id === other.id) return;
      const shared = [...one.id].filter((character, index) => character === other.id[index]).length;
      expect(shared < one.id.length * 0.75, `Two in a row share ${shared} of ${one.id.length} characters.`);
    },
  },
  {
    id: 'challenge-other-order',
    title: 'Two orders that differ get two challenges',
    async run(on) {
      const account = first(on.config.accounts);
      const one = await on.challenge(account, { purpose: 'order', transaction: order });
      const other = await on.challenge(account, { purpose: 'order', transaction: otherOrder });
      expect(one.id !== other.id, 'Both have the same challenge: a code for one of them would do for the other.');
    },
  },
  {
    id: 'display',
    title: 'An order’s challenge shows what is authorized: symbol, quantity and price, in both languages',
    async run(on) {
      const { display } = await on.challenge(first(on.config.accounts), { purpose: 'order', transaction: order });
      for (const lang of ['vi', 'en'] as const) {
        const text = display.map(({ value }) => value[lang].replace(/[\s.,\u00a0\u202f]/g, '')).join(' ');
        const missing = ['VNM', '1300', '67500'].filter((part) => !text.includes(part));
        expect(missing.length === 0, `The lines (${lang}) do not show ${missing.join(', ')}.`);
      }
    },
  },
  {
    id: 'transaction-required',
    title: 'An order without its transaction, or with a field that no customer is shown, is refused',
    async run(on) {
      const account = first(on.config.accounts);
      expectRefusal('An order without a transaction', await on.asked(account, { purpose: 'order' }));
      const hidden = { ...order, note: 'not shown' };
      expectRefusal('A hidden field', await on.asked(account, { purpose: 'order', transaction: hidden }));
    },
  },
  {
    id: 'challenge-unknown',
    title: 'A challenge that is not there is answered challenge_not_found',
    async run(on) {
      const id = 'AAAAAAAAAAAAAAAAAAAAAAAA';
      expectRefusal('Its answer', await on.answer({ id }, '000000'), ['challenge_not_found']);
      expectRefusal('Its outcome', await on.client.send('GET', `/challenges/${id}`), ['challenge_not_found']);
    },
  },
];
