/** What the clients of a load have seen: what was accepted, what was counted, and what may have been. */

export interface Asked {
  readonly account: string;
  /** Of each acceptance that was heard of. */
  readonly tokens: Set<string>;
  /** Answers that were refused because their code was wrong. */
  wrong: number;
  /** Answers that may have been counted: nothing was heard of them, or another one had been accepted. */
  unsure: number;
}

export interface Guessed {
  /** Guesses of its password that were answered, and not confirmed. */
  wrong: number;
  unsure: number;
}

export interface Ledger {
  /** By its id. */
  readonly challenges: Map<string, Asked>;
  readonly devices: Map<string, Guessed>;
  /** The codes that were right, by account; each may be accepted once. */
  readonly codes: Map<string, Set<string>>;
}

export function openLedger(): Ledger {
  return { challenges: new Map(), devices: new Map(), codes: new Map() };
}

export function noteChallenge({ challenges }: Ledger, id: string, account: string): void {
  if (!challenges.has(id)) challenges.set(id, { account, tokens: new Set(), wrong: 0, unsure: 0 });
}

/** @param code what tells it from the other codes of its account */
export function noteCode({ codes }: Ledger, account: string, code: string): void {
  codes.set(account, (codes.get(account) ?? new Set()).add(code));
}

/** How an answer ended. @param unheard how often it was asked before, without an answer for good */
export function noteAnswer(
  { challenges }: Ledger,
  id: string,
  reply: { readonly status: number; readonly body: { readonly token?: string } },
  unheard = 0,
): void {
  const asked = challenges.get(id);
  if (asked === undefined) throw new Error('An answer to a challenge that nobody has asked for.');
  asked.unsure += unheard;
  if (reply.status === 200) asked.tokens.add(reply.body.token ?? '');
  else if (reply.status === 422) asked.wrong += 1;
  else asked.unsure += 1;
}

export function noteGuess({ devices }: Ledger, id: string, { wrong = 0, unsure = 0 }: Partial<Guessed>): void {
  const known = devices.get(id) ?? { wrong: 0, unsure: 0 };
  devices.set(id, { wrong: known.wrong + wrong, unsure: known.unsure + unsure });
}
