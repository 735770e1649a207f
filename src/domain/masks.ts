/** Characters from which on the beginning of an account number, the broker's own, tells nobody who it is. */
const LONG = 10;

/**
 * An account number for the screen before the endpoint has told its own mask, as that has it: the broker's four
 * characters at the beginning of a long one, and the last three.
 */
export const maskAccount = (account: string): string =>
  account.length < LONG
    ? '•'.repeat(Math.max(0, account.length - 3)) + account.slice(-3)
    : `${account.slice(0, 4)}•••${account.slice(-3)}`;
