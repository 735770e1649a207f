/**
 * Wakes the device that a request waits on: at least once, and never when the request has run out. Whoever made the
 * request makes the first attempt, for which nobody waits; the others are for whichever process comes to it.
 */

import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { DeliveryRefused } from '../delivery/delivery.js';
import { WakeLater, type Wake, type WakeResult } from '../delivery/wake.js';
import type { Authenticator } from '../domain/account.js';
import type { Channel } from '../domain/channels.js';
import { nextAttemptAt, wakePersistence } from '../domain/outbox.js';
import type { PushSubscription } from '../../generated/contract.js';
import type { Seal } from '../seal.js';
import type { Store } from '../store/store.js';
import type { DueWake } from '../store/wake-storage.js';
import type { Counts, Session } from './deps.js';
import { createUnderWay } from './under-way.js';

export interface Wakes {
  /** When somebody else may make the first attempt; null where the device is not to be woken. */
  dueAt(asked: Asked, now: number): number | null;
  /** Makes the first attempt, for which nobody waits. */
  send(challenge: string): void;
  /** Makes the attempts that are due. */
  drain(): Promise<void>;
  /** Ends when no attempt is under way any more, or after a while. */
  close(): Promise<void>;
}

export interface Asked {
  readonly session: Pick<Session, 'device'>;
  readonly authenticator: Pick<Authenticator, 'deviceId'>;
  readonly channel: Pick<Channel, 'makesCodes'>;
  readonly approvalNumber: string | null;
}

export interface WakesParts {
  readonly store: Store;
  readonly seal: Seal;
  /** Null where no device is woken. */
  readonly wake: Wake | null;
  readonly counts: Pick<Counts, 'wake'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Milliseconds that an attempt may take before another is made; longer than anybody is waited for. */
const attemptLease = 15_000;
const batchSize = 16;
/** Milliseconds. */
const longestFarewell = 3000;

export const subscriptionRow = (device: string): string => `push_subscriptions|${device}|sealed_subscription`;

export function createWakes(parts: WakesParts): Wakes {
  const { store, wake } = parts;
  const underWay = createUnderWay();
  let closing = false;
  const attemptAll = (due: readonly DueWake[], by: Wake) =>
    underWay.add(Promise.all(due.map((each) => attempt(parts, each, by))));
  const begin = async (challenge: string, by: Wake) => {
    const due = await store.wakes.find(challenge, store.estimatedNow());
    if (due !== null) await attemptAll([due], by);
  };
  // Whoever asks on the device itself, in its app, opens the list there.
  const isThere = ({ session, authenticator, channel }: Asked) =>
    channel.makesCodes && authenticator.deviceId === session.device;
  return {
    dueAt: (asked, now) =>
      wake === null || asked.approvalNumber === null || isThere(asked) ? null : now + attemptLease,
    send(challenge) {
      if (wake === null || closing) return;
      underWay.add(begin(challenge, wake)).catch((error: unknown) => noteFault(parts, error));
    },
    async drain() {
      if (wake === null) return;
      while (!closing && (await store.wakes.isDue(store.estimatedNow()))) {
        const due = await store.wakes.claim(await store.now(), attemptLease, batchSize);
        if (due.length === 0) return;
        await attemptAll(due, wake);
      }
    },
    async close() {
      closing = true;
      await underWay.settled(longestFarewell);
    },
  };
}

type Fate = WakeResult | 'waiting' | 'refused' | 'too-late';

async function attempt(parts: WakesParts, due: DueWake, by: Wake): Promise<void> {
  const { store, counts } = parts;
  const { challenge, attempts, expiresAt } = due;
  const { fate, wait } = await tell(parts, due, by);
  const now = store.estimatedNow();
  const until = Math.max(nextAttemptAt(wakePersistence, attempts, now, Math.random()), now + wait);
  const result = fate === 'waiting' && until >= expiresAt ? 'too-late' : fate;
  if (result === 'refused') parts.logger.warn({ attempts }, 'a device could not be woken: it was refused for good');
  await (result === 'waiting' ? store.wakes.putOff(challenge, attempts, until) : store.wakes.end(challenge));
  counts.wake(result);
}

/** A subscription that is over is forgotten, and the device woken by what is left. */
async function tell(
  parts: WakesParts,
  due: DueWake,
  by: Wake,
): Promise<{ readonly fate: Fate; readonly wait: number }> {
  const { store } = parts;
  const { sealedSubscription } = due;
  try {
    const result = await hand(parts, due, by);
    if (result !== 'gone' || sealedSubscription === null) return { fate: result, wait: 0 };
    await store.wakes.unsubscribe(due.device, sealedSubscription);
    parts.counts.wake('gone');
    return await tell(parts, { ...due, sealedSubscription: null }, by);
  } catch (error) {
    const isFinal = error instanceof DeliveryRefused && error.isFinal;
    return { fate: isFinal ? 'refused' : 'waiting', wait: error instanceof WakeLater ? error.wait : 0 };
  }
}

async function hand({ store, seal }: WakesParts, due: DueWake, by: Wake): Promise<WakeResult | 'too-late'> {
  const { challenge, device, customer, expiresAt, sealedSubscription } = due;
  const ttl = Math.floor((expiresAt - store.estimatedNow()) / 1000);
  if (ttl < 1) return 'too-late';
  const opened = sealedSubscription === null ? null : seal.open(sealedSubscription, subscriptionRow(device));
  const subscription = opened === null ? null : (JSON.parse(opened) as PushSubscription);
  return by.wake({ id: messageId(challenge, device), customer, device, expiresAt, ttl, subscription });
}

/** Of no use to whoever reads it. */
function messageId(challenge: string, device: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['wake', challenge, device]))
    .digest('base64url')
    .slice(0, 22);
}

function noteFault({ logger }: WakesParts, error: unknown): void {
  logger.warn({ type: error instanceof Error ? error.name : typeof error }, 'what became of a wake was not noted');
}
