/** When the next code may be sent, by the codes that were sent before. Counts nothing and changes nothing. */

import { day, hour, minute, type Policy } from './policy.js';

/** One message, as the limits see it that are asked now. */
export interface Sent {
  /** Epoch milliseconds. */
  readonly at: number;
  /** A right code has shown that whoever it was for reads it. */
  readonly isAnswered: boolean;
  /** What it has in common with the one that is asked for. */
  readonly to: Readonly<Record<'authenticator' | 'account' | 'session' | 'target', boolean>>;
}

export type SendingLimits = Pick<Policy, 'resend' | 'messages'>;

/** Milliseconds that a message counts at most. */
export const countedFor = day;

type Scope = keyof Sent['to'];

/** So many messages in so long, of those that the scope has in common. */
interface Limit {
  readonly scope: Scope;
  readonly most: number;
  readonly span: number;
}

/**
 * Epoch milliseconds; not after `now`: at once.
 * @param sends oldest first, those of the last `countedFor` at least
 * @param isFurther the code is for a transaction for which none was sent within the interval: an order that was
 *   edited asks for another code without anybody asking for the same one twice
 */
export function sendableAt(limits: SendingLimits, sends: readonly Sent[], isFurther: boolean): number {
  const { interval, burst } = limits.resend;
  const unread = sends.filter(({ isAnswered }) => !isAnswered);
  return Math.max(
    whenFewer(unread, { scope: 'authenticator', most: isFurther ? burst + 1 : 1, span: interval }),
    whenFewer(unread, unreadLimit(limits)),
    ...ceilings(limits).map((limit) => whenFewer(sends, limit)),
  );
}

/** How often a code that is sent now can be sent again, as far as it is known. */
export function resendsLeft(limits: SendingLimits, sends: readonly Sent[], now: number): number {
  const unread = sends.filter(({ isAnswered }) => !isAnswered);
  const left = (from: readonly Sent[], { scope, most, span }: Limit) =>
    most - 1 - timesTo(from, scope).filter((at) => at > now - span).length;
  // That of the minute is over when the code may be sent again.
  const lasting = ceilings(limits).filter(({ span }) => span > minute);
  return Math.max(0, Math.min(left(unread, unreadLimit(limits)), ...lasting.map((limit) => left(sends, limit))));
}

function unreadLimit({ resend }: SendingLimits): Limit {
  return { scope: 'target', most: resend.perWindow + 1, span: resend.window };
}

function ceilings({ messages }: SendingLimits): Limit[] {
  return (['account', 'session', 'target'] as const).flatMap((scope) => [
    { scope, most: messages.perMinute, span: minute },
    { scope, most: messages.perHour, span: hour },
    { scope, most: messages.perDay, span: day },
  ]);
}

function timesTo(sends: readonly Sent[], scope: Scope): number[] {
  return sends.filter(({ to }) => to[scope]).map(({ at }) => at);
}

/** When fewer than `most` are younger than `span`. */
function whenFewer(sends: readonly Sent[], { scope, most, span }: Limit): number {
  const sent = timesTo(sends, scope).at(-most);
  return sent === undefined ? 0 : sent + span;
}
