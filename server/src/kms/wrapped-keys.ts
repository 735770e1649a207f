/** Keys that stand in the environment wrapped. */

import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isWrapped, KmsFault, type Kms } from './kms.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrapped of a key: its bytes, where the variable has them in base64; otherwise the text itself. */
const wrappable = {
  KB_OTP_SEAL_KEY: 'bytes',
  KB_OTP_OPRF_KEY: 'bytes',
  KB_OTP_SCAN_KEY: 'bytes',
  KB_OTP_SESSION_KEY: 'text',
  KB_OTP_SERVICE_KEY: 'text',
  KB_OTP_DELIVERY_KEY: 'text',
} as const;

export type Wrappable = keyof typeof wrappable;

export const wrappableNames = Object.keys(wrappable) as readonly Wrappable[];

const partsOf = (value: string | undefined): string[] => (value ?? '').split(',').map((part) => part.trim());

export const wrappedIn = (environment: Environment): Wrappable[] =>
  wrappableNames.filter((name) => partsOf(environment[name]).some(isWrapped));

/** Other parts stay as they are. */
async function eachPart(
  value: string | undefined,
  change: (part: string) => Promise<string> | string,
): Promise<string> {
  const changed: string[] = [];
  for (const part of partsOf(value)) changed.push(await change(part));
  return changed.join(',');
}

/** To look at all else before anybody is asked: random keys in place of those that are wrapped. */
export function withStandIns(environment: Environment): Environment {
  const standIn = (part: string) => (isWrapped(part) ? randomBytes(32).toString('base64') : part);
  const stand = wrappedIn(environment).map(
    (name) => [name, partsOf(environment[name]).map(standIn).join(',')] as const,
  );
  return { ...environment, ...Object.fromEntries(stand) };
}

/** @throws {KmsFault} */
export async function unwrapAll(environment: Environment, kms: Kms): Promise<Environment> {
  const opened: Record<string, string> = {};
  for (const name of wrappedIn(environment)) {
    opened[name] = await eachPart(environment[name], async (part) =>
      isWrapped(part) ? textOf(name, await kms.unwrap(part, name)) : part,
    );
  }
  return { ...environment, ...opened };
}

function textOf(name: Wrappable, plain: Uint8Array): string {
  if (wrappable[name] === 'bytes') return Buffer.from(plain).toString('base64');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  } catch {
    throw new KmsFault(`${name} was wrapped from what is no text.`, { isPassing: false });
  }
}

/**
 * What the variable is to hold, all of it wrapped under the newest version of the KMS's key.
 * @throws {KmsFault}
 */
export function wrapAll(name: Wrappable, value: string, kms: Kms): Promise<string> {
  const encoding = wrappable[name] === 'bytes' ? 'base64' : 'utf8';
  return eachPart(value, (part) => (isWrapped(part) ? kms.rewrap(part, name) : kms.wrap(Buffer.from(part, encoding))));
}

/** Milliseconds between one try and the next. */
const pauses = [500, 1000, 2000, 4000, 8000] as const;
const longestPause = 10_000;

export interface Patience {
  /** Milliseconds that may pass before the last try. */
  readonly longest: number;
  /** Told before each pause, whose milliseconds it gets. */
  readonly waits: (fault: KmsFault, pause: number) => Promise<void> | void;
  /** For tests, as the next. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
  readonly now?: () => number;
}

const monotonous = (): number => performance.now();

/** @throws {KmsFault} at once where it does not pass by itself, otherwise the last when `longest` is over */
export async function patiently<T>(
  run: () => Promise<T>,
  { longest, waits, pause = wait, now = monotonous }: Patience,
): Promise<T> {
  const begun = now();
  for (let tries = 0; ; tries++) {
    try {
      return await run();
    } catch (error) {
      const left = longest - (now() - begun);
      if (!(error instanceof KmsFault) || !error.isPassing) throw error;
      if (left <= 0) throw givenUp(error, longest);
      const next = Math.min(pauses[tries] ?? longestPause, left);
      await waits(error, next);
      await pause(next);
    }
  }
}

const givenUp = ({ message }: KmsFault, longest: number): KmsFault =>
  new KmsFault(`${message} Given up after ${longest / 1000} seconds.`, { isPassing: true });
