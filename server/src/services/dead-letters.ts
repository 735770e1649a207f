/** Notices that some address was never told: what an operator sees of them, and has go out again. */

import { timestamp } from '../domain/challenge.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { DeadLetters, Resending } from '../../generated/contract.js';
import type { NoticePlace } from '../store/device-storage.js';
import type { Deps, Remember } from './deps.js';

const most = 100;

/** @param after `next` of the answer before, as the contract has it */
export async function deadLetters({ store }: Deps, after?: string): Promise<DeadLetters> {
  const now = await store.now();
  const dead = await store.notices.dead(most, after === undefined ? undefined : placeOf(after));
  const last = dead.length < most ? undefined : dead.at(-1)?.notice;
  return {
    deadLetters: dead.map(({ notice: { id, account, kind, at }, sends }) => ({
      ...{ id, account, kind, at: timestamp(at) },
      sends: sends.map(({ at: givenUpAt, ...send }) => ({ ...send, givenUpAt: timestamp(givenUpAt) })),
    })),
    ...(last && { next: `${last.at}.${last.id}` }),
    serverTime: timestamp(now),
  };
}

function placeOf(after: string): NoticePlace {
  const dot = after.indexOf('.');
  return { at: Number(after.slice(0, dot)), id: after.slice(dot + 1) };
}

/** Of two who ask at once one has it go out. */
export function resendDeadLetter({ store }: Deps, notice: string, remember: Remember): Promise<Outcome<Resending>> {
  return store.transaction(async (records) => {
    const now = await records.now();
    const addresses = await records.notices.resend(notice, now);
    if (addresses === 0) return refuse('state_conflict', { detail: 'Nothing of such a notice has been given up.' });
    const answer: Resending = { notice, addresses, serverTime: timestamp(now) };
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
}
