/**
 * Toll fraud: somebody has an endpoint send messages to ranges of numbers whose operator pays them for each. Who does
 * so reads few of them. Codes that nobody answers are therefore counted by where their numbers belong and by where they
 * are asked for, and a place of which most go unread gets no more for a while. A number that has answered before is
 * known, and no place shuts it out.
 */

import type { DeliveredKind } from './challenge.js';
import { day, hour } from './policy.js';

/** Which numbers codes go to by SMS and voice, and how much of that may go unread. */
export interface TollPolicy {
  readonly prefixes: readonly TollPrefix[];
  /** Unread codes in the window from which on their share counts: to one range of ten thousand numbers. */
  readonly perRange: number;
  /** Likewise, asked for from one network address. */
  readonly perAddress: number;
  /** Percent of the codes in the window that may go unread. */
  readonly unreadShare: number;
}

export interface TollPrefix {
  /** E.164, such as `+84`, or `+8490`. */
  readonly prefix: string;
  /** As `perRange`, for all of its numbers together; null for none. */
  readonly most: number | null;
}

/** Milliseconds that a code counts, and for which a number is known that has answered one. */
export const [tollWindow, knownFor] = [hour, 30 * day];

/** Of whoever dials a number that begins with 0. */
const home = '+84';
/** What tells the numbers of a range apart. */
const lastDigits = 4;

export interface TollNumber {
  readonly prefix: TollPrefix;
  /** Without its last four digits. */
  readonly range: string;
}

/** Null where no listed prefix is the beginning of the number; of several the longest counts. */
export function tollNumber(target: string, { prefixes }: Pick<TollPolicy, 'prefixes'>): TollNumber | null {
  const number = toInternational(target);
  const fitting = prefixes.filter(({ prefix }) => number.startsWith(prefix));
  const [prefix] = fitting.sort((one, other) => other.prefix.length - one.prefix.length);
  return prefix === undefined ? null : { prefix, range: number.slice(0, -lastDigits) };
}

function toInternational(target: string): string {
  const digits = target.replace(/^\+/, '');
  if (digits.length < target.length) return target;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  return digits.startsWith('0') ? home + digits.slice(1) : `+${digits}`;
}

export const tollPlaces = ['prefix', 'range', 'address'] as const;
export type TollPlace = (typeof tollPlaces)[number];

/** A code that was not sent, because of where it would have gone or where it was asked for. */
export interface Withheld {
  readonly kind: DeliveredKind;
  /** `not-listed`: no prefix of the policy is the beginning of the number. */
  readonly why: TollPlace | 'not-listed';
  /** Its number without the last digits; null where there is none. */
  readonly range: string | null;
}

/** What was sent to, or from, one place within the window. */
export interface TollTally {
  readonly place: TollPlace;
  readonly sent: number;
  readonly unread: number;
  /** When the oldest of the unread was sent; null where there is none. */
  readonly since: number | null;
}

export interface Shut {
  readonly place: TollPlace;
  /** Epoch milliseconds; sooner where codes are answered meanwhile. */
  readonly until: number;
}

/** The place that gets no code now; null where there is none. */
export function shutPlace(policy: TollPolicy, prefix: TollPrefix, tallies: readonly TollTally[]): Shut | null {
  const most: Readonly<Record<TollPlace, number | null>> = {
    prefix: prefix.most,
    range: policy.perRange,
    address: policy.perAddress,
  };
  const shut = tallies.find(({ place, sent, unread }) => {
    const bound = most[place];
    return bound !== null && unread >= bound && unread * 100 > sent * policy.unreadShare;
  });
  return shut === undefined ? null : { place: shut.place, until: (shut.since ?? 0) + tollWindow };
}

/** `+84` or `+82=50`; null for anything else. */
export function parsePrefix(text: string): TollPrefix | null {
  const [, prefix, most] = /^(\+[1-9][0-9]{0,8})(?:=([1-9][0-9]{0,6}))?$/.exec(text) ?? [];
  return prefix === undefined ? null : { prefix, most: most === undefined ? null : Number(most) };
}
