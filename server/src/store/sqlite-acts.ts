/** One after the other: in SQLite a statement is a call of a function. */

import type { Kysely } from 'kysely';
import type { ActRecords } from './act-store.js';
import { challengeRecords } from './challenge-records.js';
import type { Clock } from './clock.js';
import { grantRecords } from './grant-records.js';
import { guardRecords } from './guard-records.js';
import { idempotencyRecords } from './idempotency-records.js';
import { sendRecords } from './send-records.js';
import type { Tables } from './tables.js';

export function sqliteActs(db: Kysely<Tables>, clock: Clock): ActRecords {
  const [challenges, guards] = [challengeRecords(db, clock), guardRecords(db, 'sqlite')];
  const [grants, requests, sends] = [grantRecords(db), idempotencyRecords(db, clock), sendRecords(db, 'sqlite')];
  return {
    async ask(challenge, { claim, sealedAnswer }) {
      await challenges.add(challenge);
      return requests.remember(claim, sealedAnswer);
    },

    async countAttempt(attempt, spans, now) {
      const challenge = await challenges.countAttempt(attempt.challenge, attempt.session, now);
      return challenge === null ? null : { challenge, count: await guards.countAttempt(attempt, spans, now) };
    },

    async accept({ challenge: { id, account }, attempt, use, ceiling, grant, answer }, now) {
      if (!(await challenges.accept(id, grant.id))) return 'closed';
      if (!(await guards.useUp(attempt, use, now))) return 'used';
      await sends.answer(id);
      await guards.reopen({ account, except: attempt.authenticatorId, waits: false, ceiling }, now);
      await grants.add(grant);
      return (await requests.remember(answer.claim, answer.sealedAnswer)) ? 'done' : 'taken-over';
    },
  };
}
