/** What one customer learns of another, and may do to them: nothing. */

import { expect, type Check } from '../check.js';
import type { Reply } from '../client.js';
import { expectRefusal, first, said, type Subject } from '../subject.js';

/** An account that nobody has, as long as one that somebody has. */
const nobodys = (id: string): string => `${id.slice(0, -6)}${'9'.repeat(Math.min(6, id.length))}`;

/** What of an answer may tell two accounts apart. */
function tellTales({ status, body }: Reply): string {
  const fields = typeof body === 'object' && body !== null ? Object.keys(body).sort() : [];
  return JSON.stringify([status, (body as { readonly code?: unknown } | undefined)?.code, fields]);
}

const statusOf = (on: Subject, account: string): Promise<Reply> =>
  on.client.send('GET', `/accounts/${account}/authentication?channel=${on.config.channel}&purpose=login`, {
    as: 'other',
  });

export const isolationChecks: readonly Check[] = [
  {
    id: 'challenge-foreign',
    title: 'A challenge is there for the session that made it alone',
    async run(on) {
      on.otherSession();
      const { account, code } = await on.rightCode();
      const challenge = await on.challenge(account);
      const looked = await on.client.send('GET', `/challenges/${challenge.id}`, { as: 'other' });
      expectRefusal('Its outcome, asked for by another customer,', looked, ['challenge_not_found']);
      const answered = await on.answer(challenge, code, { as: 'other' });
      expectRefusal('A right code, sent by another customer,', answered, ['challenge_not_found']);
    },
  },
  {
    id: 'account-foreign',
    title: 'No code is right for another customer’s account, not even its own',
    async run(on) {
      on.otherSession();
      const account = first(on.config.accounts);
      const asked = await on.asked(account, {}, { as: 'other' });
      if (asked.status !== 201) return expectRefusal('A challenge for it', asked);
      const { code } = await on.rightCode([account]);
      const reply = await on.answer(asked.body as { readonly id: string }, code, { as: 'other' });
      expectRefusal('The code that its owner sees', reply);
    },
  },
  {
    id: 'account-unknown',
    title: 'Another customer’s account and one that nobody has are answered alike',
    async run(on) {
      on.otherSession();
      const { id } = first(on.config.accounts);
      const [foreign, unknown] = [await statusOf(on, id), await statusOf(on, nobodys(id))];
      expect(
        tellTales(foreign) === tellTales(unknown),
        `The one is answered ${said(foreign)}, the other ${said(unknown)}, or they have other fields: whoever asks learns which accounts there are.`,
      );
    },
  },
];
