/** What a check is, and what it says. */

import type { Subject } from './subject.js';

export interface Check {
  /** Stays the same from version to version: a team may name it in its own reports. */
  readonly id: string;
  /** What a conforming endpoint does. */
  readonly title: string;
  /** @throws Finding where the endpoint does something else, LeftOut where the configuration does not allow it */
  run(on: Subject): Promise<void>;
}

/** What the endpoint did, in a sentence for whoever mends it; no code, no token. */
export class Finding extends Error {}

/** The check can't run by this configuration; says what would let it. */
export class LeftOut extends Error {}

export function expect(holds: boolean, finding: string): asserts holds {
  if (!holds) throw new Finding(finding);
}

/** Answers that a check has already told of: what holds for every answer does not tell of them again. */
export const blamed = new WeakSet<object>();
