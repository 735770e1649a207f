/** Guessing ends: by a count that holds when guesses come one after the other, and at the same time. */

import { expect, type Check } from '../check.js';
import { fieldOf } from '../client.js';
import { codeAt } from '../codes.js';
import { expectRefusal, said } from '../subject.js';

export const lockChecks: readonly Check[] = [
  {
    id: 'attempts',
    title: 'After the last wrong code no code is right',
    async run(on) {
      const account = on.lockable(0);
      const challenge = await on.challenge(account);
      for (const [index, code] of on.wrongCodes(account, challenge.attemptsLeft).entries()) {
        const reply = await on.answer(challenge, code);
        expect(reply.status === 422, `The wrong code number ${index + 1} was answered ${said(reply)}.`);
      }
      const reply = await on.answer(challenge, codeAt(account, on.client.now()));
      expectRefusal('The right code that came after it', reply, ['challenge_locked', 'account_locked']);
    },
  },
  {
    id: 'attempts-raced',
    title: 'Wrong codes that come at the same time are no more than those that may come one after the other',
    async run(on) {
      const account = on.lockable(1);
      const challenge = await on.challenge(account);
      const codes = on.wrongCodes(account, challenge.attemptsLeft * 4);
      const replies = await Promise.all(codes.map((code) => on.answer(challenge, code)));
      const judged = replies.filter(({ body }) => fieldOf(body, 'code') === 'code_invalid').length;
      expect(judged <= challenge.attemptsLeft, `${judged} were judged where ${challenge.attemptsLeft} may be.`);
    },
  },
];
