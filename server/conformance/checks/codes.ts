/** Which codes are right, how often, and when. */

import { randomUUID } from 'node:crypto';
import { expect, type Check } from '../check.js';
import type { Reply } from '../client.js';
import { codeAt } from '../codes.js';
import { expectRefusal, first, order, otherOrder, said, type Subject } from '../subject.js';

const tokenOf = ({ body }: Reply): unknown => (body as { readonly token?: unknown } | undefined)?.token;

/** A code that is ten minutes off, in seconds. */
const far = 600;

async function expectNoRight(on: Subject, seconds: number, what: string): Promise<void> {
  // Not the account of the check before: wrong codes in a row may shut it.
  const account = on.config.accounts[seconds > 0 ? 0 : on.config.accounts.length - 1] ?? first(on.config.accounts);
  const challenge = await on.challenge(account);
  expectRefusal(what, await on.answer(challenge, codeAt(account, on.client.now() + seconds * 1000)), [
    'code_invalid',
    'clock_drift',
  ]);
}

export const codeChecks: readonly Check[] = [
  {
    id: 'code-wrong',
    title: 'A wrong code is answered 422 code_invalid, with one attempt fewer',
    async run(on) {
      const account = first(on.config.accounts);
      const challenge = await on.challenge(account);
      const reply = await on.answer(challenge, on.wrongCode(account));
      expect(reply.status === 422, `It was answered ${said(reply)}.`);
      expectRefusal('It', reply, ['code_invalid']);
      const left = (reply.body as { readonly attemptsLeft?: number }).attemptsLeft;
      expect(
        left === challenge.attemptsLeft - 1,
        `attemptsLeft went from ${challenge.attemptsLeft} to ${left ?? 'nothing'}.`,
      );
    },
  },
  {
    id: 'code-form',
    title: 'What has not the form of a code is refused, and is no attempt',
    async run(on) {
      const account = first(on.config.accounts);
      const challenge = await on.challenge(account);
      for (const code of ['', 'abcdef', '12345', '1'.repeat(65), '１２３４５６']) {
        expectRefusal(`A text of ${code.length} characters`, await on.answer(challenge, code), [
          'invalid_format',
          'invalid_request',
        ]);
      }
      const { body } = await on.client.send('GET', `/challenges/${challenge.id}`);
      const left = (body as { readonly challenge?: { readonly attemptsLeft?: number } }).challenge?.attemptsLeft;
      expect(
        left === challenge.attemptsLeft,
        `attemptsLeft went from ${challenge.attemptsLeft} to ${left ?? 'nothing'}.`,
      );
    },
  },
  {
    id: 'code-right',
    title: 'A right code is answered 200 with a grant for the account, channel and purpose of the challenge',
    async run(on) {
      const { account, code } = await on.rightCode();
      const reply = await on.answer(await on.challenge(account), code);
      expect(reply.status === 200, `It was answered ${said(reply)}.`);
      const grant = reply.body as Readonly<Record<string, unknown>>;
      const wanted = { account: account.id, channel: on.config.channel, purpose: 'login' };
      const wrong = Object.entries(wanted).filter(([field, value]) => grant[field] !== value);
      expect(wrong.length === 0, `The grant has another ${wrong.map(([field]) => field).join(', ')}.`);
    },
  },
  {
    id: 'code-replayed',
    title: 'A code that was accepted is not accepted again, for another challenge either',
    async run(on) {
      const { account, code } = await on.rightCode();
      const reply = await on.answer(await on.challenge(account), code);
      expect(reply.status === 200, `The first time it was answered ${said(reply)}.`);
      const next = await on.challenge(account, { purpose: 'order', transaction: order });
      expectRefusal('The second time it', await on.answer(next, code), ['code_replayed', 'code_invalid']);
    },
  },
  {
    id: 'code-raced',
    title: 'One code that answers two challenges eight times at the same time is accepted once',
    async run(on) {
      const { account, code } = await on.rightCode();
      const challenges = [
        await on.challenge(account, { purpose: 'order', transaction: order }),
        await on.challenge(account, { purpose: 'order', transaction: otherOrder }),
      ];
      const replies = await Promise.all(
        Array.from({ length: 8 }, (_, index) => on.answer(challenges[index % 2] ?? first(challenges), code)),
      );
      const tokens = new Set(replies.filter(({ status }) => status === 200).map(tokenOf));
      expect(tokens.size === 1, `It earned ${tokens.size} grants.`);
    },
  },
  {
    id: 'code-old',
    title: 'A code of ten minutes ago is refused',
    run: (on) => expectNoRight(on, -far, 'It'),
  },
  {
    id: 'code-early',
    title: 'A code of ten minutes from now is refused',
    run: (on) => expectNoRight(on, far, 'It'),
  },
  {
    id: 'answer-repeated',
    title: 'An answer that is sent again under the same Idempotency-Key gets the same grant',
    async run(on) {
      const { account, code } = await on.rightCode();
      const challenge = await on.challenge(account);
      const key = randomUUID();
      const [one, again] = [await on.answer(challenge, code, { key }), await on.answer(challenge, code, { key })];
      expect(one.status === 200, `The first was answered ${said(one)}.`);
      expect(again.status === 200, `The second was answered ${said(again)}.`);
      expect(tokenOf(one) === tokenOf(again), 'The second has another grant.');
    },
  },
  {
    id: 'answer-changed',
    title: 'Another code under an Idempotency-Key that was used is idempotency_mismatch, and is not judged',
    async run(on) {
      const { account, code } = await on.rightCode();
      const challenge = await on.challenge(account);
      const key = randomUUID();
      await on.answer(challenge, on.wrongCode(account), { key });
      const reply = await on.answer(challenge, code, { key });
      expectRefusal('The other', reply, ['idempotency_mismatch']);
    },
  },
];
