/**
 * Hands notices over until somebody has taken them, or will not: at least once, and with the same id each time, so that
 * the gateway can make that once. Whoever wrote a notice makes the first attempt; the others are for whichever process
 * comes to it, and so is the first when its process has died.
 */

import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { DeliveryRefused, type Delivery } from '../delivery/delivery.js';
import { noticeText } from '../delivery/notice-text.js';
import type { NoticeSend } from '../domain/device.js';
import { maskAccountForLog } from '../domain/masks.js';
import { isGivenUp, nextAttemptAt, usualPersistence, type GivenUp } from '../domain/outbox.js';
import type { Policy } from '../domain/policy.js';
import type { Seal } from '../seal.js';
import type { Store } from '../store/store.js';
import type { Counts } from './deps.js';
import { targetRow } from './secrets.js';
import { createUnderWay } from './under-way.js';

export interface Outbox {
  /** Makes the first attempts, for which nobody waits. */
  send(sends: readonly NoticeSend[]): void;
  /** Makes the attempts that are due, unless another process is at it. */
  drain(): Promise<void>;
  /** Ends when no attempt is under way any more, or after a while: what is left will be tried again. */
  close(): Promise<void>;
}

export interface OutboxParts {
  readonly store: Store;
  readonly seal: Seal;
  readonly policy: Pick<Policy, 'hotline'>;
  readonly delivery: Delivery;
  readonly counts: Pick<Counts, 'delivery' | 'notice'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Milliseconds that an attempt may take before another is made; longer than any gateway is waited for. */
export const attemptLease = 30_000;
const batchSize = 16;
/** Milliseconds. */
const longestFarewell = 3000;

/** The sends of one notice that go to one address, of which several authenticators may have it. */
interface Letter extends Omit<NoticeSend, 'authenticatorId' | 'sealedTarget'> {
  readonly authenticators: readonly string[];
  /** Null when this process can't open it. */
  readonly target: string | null;
}

export function createOutbox(parts: OutboxParts): Outbox {
  const underWay = createUnderWay();
  let closing = false;
  const attemptAll = (sends: readonly NoticeSend[]): Promise<boolean[]> => {
    const attempts = Promise.all(inOrder(lettersOf(parts, sends)).map((letters) => attemptEach(parts, letters)));
    return underWay.add(attempts).then((results) => results.flat());
  };
  return {
    send(sends) {
      attemptAll(sends).catch((error: unknown) => noteFault(parts, error));
    },
    async drain() {
      const chore = closing ? null : await parts.store.chore('notices');
      if (chore === null) return;
      for (let more = true; more && !closing;) {
        const due = await parts.store.notices.claim(await parts.store.now(), attemptLease, batchSize);
        const taken = await attemptAll(due);
        // Where nothing at all is taken the gateway is away, and gets its time.
        more = due.length === batchSize && taken.includes(true) && (await chore.keep());
      }
      await chore.finish();
    },
    async close() {
      closing = true;
      await underWay.settled(longestFarewell);
    },
  };
}

function lettersOf({ seal }: OutboxParts, sends: readonly NoticeSend[]): Letter[] {
  const letters = new Map<string, Letter>();
  for (const { authenticatorId, sealedTarget, ...send } of sends) {
    const target = openTarget(seal, authenticatorId, sealedTarget);
    const key = JSON.stringify([send.notice.id, send.channel, target ?? authenticatorId, send.attempts]);
    const authenticators = [...(letters.get(key)?.authenticators ?? []), authenticatorId];
    letters.set(key, { ...send, target, authenticators });
  }
  return [...letters.values()];
}

/** Those to one address after each other, so that it hears first what happened first. */
function inOrder(letters: readonly Letter[]): readonly Letter[][] {
  const byAddress = new Map<string, Letter[]>();
  for (const letter of letters.toSorted((one, other) => one.notice.at - other.notice.at)) {
    const address = JSON.stringify([letter.channel, letter.target ?? letter.authenticators]);
    byAddress.set(address, [...(byAddress.get(address) ?? []), letter]);
  }
  return [...byAddress.values()];
}

/**
 * One that is not taken holds up none of the others. What a slow gateway leaves no time for, before somebody else may
 * make the attempt, is left to whoever does.
 * @returns of each whether it is over with it
 */
async function attemptEach(parts: OutboxParts, letters: readonly Letter[]): Promise<boolean[]> {
  const over: boolean[] = [];
  const until = parts.store.estimatedNow() + attemptLease / 2;
  for (const letter of letters) {
    if (parts.store.estimatedNow() > until) break;
    over.push(await attempt(parts, letter));
  }
  return over;
}

function openTarget(seal: Seal, authenticatorId: string, sealed: string): string | null {
  try {
    return seal.open(sealed, targetRow(authenticatorId));
  } catch {
    return null;
  }
}

/** @returns whether it is over with this letter */
async function attempt(parts: OutboxParts, letter: Letter): Promise<boolean> {
  const { store, counts } = parts;
  const fault = await handOver(parts, letter).then(
    () => null,
    (error: unknown) => error,
  );
  counts.delivery(letter.channel, fault === null ? 'sent' : 'failed');
  const now = store.estimatedNow();
  const { notice, authenticators, attempts } = letter;
  const isRefused = fault instanceof DeliveryRefused && fault.isFinal;
  const isOver = fault === null || isRefused || isGivenUp(usualPersistence, letter.since, now);
  const result = fault === null ? 'sent' : isOver ? 'given-up' : 'waiting';
  counts.notice(result);
  const why = isRefused ? 'refused' : 'too-old';
  if (result === 'given-up') noteGivenUp(parts, letter, why);
  const until = nextAttemptAt(usualPersistence, attempts, now, Math.random());
  const become = {
    sent: () => store.notices.end(notice.id, authenticators),
    waiting: () => store.notices.putOff(notice.id, authenticators, attempts, until),
    'given-up': () => store.notices.giveUp(notice.id, authenticators, why, now),
  };
  await become[result]();
  return isOver;
}

async function handOver({ delivery, policy }: OutboxParts, { notice, channel, target }: Letter): Promise<void> {
  const { id, account, kind, at } = notice;
  if (target === null) throw new Error('The address can’t be opened here.');
  await delivery.deliver({
    id: messageId(id, channel, target),
    account,
    channel,
    target,
    text: noticeText(kind, account, policy.hotline),
    sentAt: at,
  });
}

/** Whichever process makes the attempt, and by whichever authenticator it comes to the address. */
function messageId(notice: string, channel: string, target: string): string {
  return createHash('sha256')
    .update(JSON.stringify([notice, channel, target]))
    .digest('base64url')
    .slice(0, 22);
}

function noteGivenUp({ logger }: OutboxParts, { notice, channel, attempts }: Letter, why: GivenUp): void {
  const { kind, account } = notice;
  logger.warn({ notice: kind, account: maskAccountForLog(account), channel, attempts, why }, 'a notice is given up');
}

function noteFault({ logger }: OutboxParts, error: unknown): void {
  logger.warn({ type: error instanceof Error ? error.name : typeof error }, 'what became of a notice was not noted');
}
