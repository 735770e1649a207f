/** An account number for the screen before the endpoint has told its own mask: the last three characters stay. */
export const maskAccount = (account: string): string => '•'.repeat(Math.max(0, account.length - 3)) + account.slice(-3);
