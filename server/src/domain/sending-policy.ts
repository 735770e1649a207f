/**
 * When the next code may be sent, by the codes that were sent before. Counts nothing and changes nothing.
 *
 * What nobody answers is bounded where it was asked for first: whoever holds another session of the customer, and asks
 * for one code after the other, uses up that session's share, and the owner still gets the one they wait for. In the
 * same session, codes for changing methods leave half of the share to what the customer does every day.
 */

import type { Purpose } from '../../generated/contract.js';
import { day, hour, minute, type Policy } from './policy.js';
import { purposeRules } from './purposes.js';

/** One message, as the limits see it that are asked now. */
export interface Sent {
  /** Epoch milliseconds. */
  readonly at: number;
  /** A right code has shown that whoever it was for reads it. */
  readonly isAnswered: boolean;
  /** Null when it is not known. */
  readonly purpose: Purpose | null;
  /** What it has in common with the one that is asked for. */
  readonly to: Readonly<Record<'authenticator' | 'account' | 'session' | 'target', boolean>>;
}

export type SendingLimits = Pick<Policy, 'resend' | 'messages'>;

/** Milliseconds that a message counts at most. */
export const countedFor = day;

/** The message that is asked for. */
export interface Wanted {
  readonly purpose: Purpose;
  /**
   * It is for a transaction for which none was sent within the interval: an order that was edited asks for another code
   * without anybody asking for the same one twice.
   */
  readonly isFurther: boolean;
}

/** So many of these messages in so long. */
interface Limit {
  readonly most: number;
  readonly span: number;
  readonly counts: (sent: Sent) => boolean;
}

/**
 * Epoch milliseconds; not after `now`: at once.
 * @param sends oldest first, those of the last `countedFor` at least
 */
export function sendableAt(limits: SendingLimits, sends: readonly Sent[], wanted: Wanted): number {
  const all = [...pauses(limits, wanted), ...unread(limits, wanted), ...ceilings(limits)];
  return Math.max(...all.map((limit) => whenFewer(sends, limit)));
}

/** How often a code that is sent now can be sent again, as far as it is known. */
export function resendsLeft(limits: SendingLimits, sends: readonly Sent[], { purpose }: Wanted, now: number): number {
  // That of the minute is over when the code may be sent again.
  const lasting = [...unread(limits, { purpose }), ...ceilings(limits)].filter(({ span }) => span > minute);
  const left = ({ most, span, counts }: Limit) =>
    most - 1 - sends.filter((sent) => counts(sent) && sent.at > now - span).length;
  return Math.max(0, Math.min(...lasting.map(left)));
}

const isUnread = ({ isAnswered, to }: Sent): boolean => !isAnswered && to.target;
const isOwn = (sent: Sent): boolean => !sent.isAnswered && sent.to.session;
const isChange = ({ purpose }: Pick<Sent, 'purpose'>): boolean =>
  purpose !== null && purposeRules[purpose].changesMethod;

/** However much one session asks for, there is one message in the interval for another. */
function pauses({ resend: { interval, burst } }: SendingLimits, { isFurther }: Wanted): Limit[] {
  const isHere = (sent: Sent) => !sent.isAnswered && sent.to.authenticator;
  return [
    { most: isFurther ? burst + 1 : 1, span: interval, counts: (sent) => isOwn(sent) && isHere(sent) },
    { most: burst + 2, span: interval, counts: isHere },
  ];
}

/** Of one session, and of all together: twice as many, so that one alone never takes all. */
function unread({ resend, messages }: SendingLimits, wanted: Pick<Wanted, 'purpose'>): Limit[] {
  const [ofHour, ofDay] = [resend.perWindow + 1, Math.floor(messages.perDay / 2)];
  const shares = [
    { own: ofHour, all: 2 * ofHour, span: resend.window, of: isUnread },
    { own: Math.max(ofHour, Math.floor(ofDay / 2)), all: Math.max(2 * ofHour, ofDay), span: day, of: isUnread },
  ];
  const forChange = (sent: Sent) => isUnread(sent) && isChange(sent);
  const half = { own: Math.ceil(ofHour / 2), all: ofHour, span: resend.window, of: forChange };
  return (isChange(wanted) ? [...shares, half] : shares).flatMap(({ own, all, span, of }) => [
    { most: own, span, counts: (sent: Sent) => isOwn(sent) && of(sent) },
    { most: all, span, counts: of },
  ]);
}

function ceilings({ messages }: SendingLimits): Limit[] {
  return (['account', 'session', 'target'] as const).flatMap((scope) => {
    const counts = ({ to }: Sent) => to[scope];
    return [
      { counts, most: messages.perMinute, span: minute },
      { counts, most: messages.perHour, span: hour },
      { counts, most: messages.perDay, span: day },
    ];
  });
}

/** When fewer than `most` are younger than `span`. */
function whenFewer(sends: readonly Sent[], { most, span, counts }: Limit): number {
  const sent = sends.filter(counts).at(-most);
  return sent === undefined ? 0 : sent.at + span;
}
