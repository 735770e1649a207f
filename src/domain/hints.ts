const LONGEST = 200;

/** Digits that could be a code, however they are spaced, and runs of characters as long as a token's. */
const couldBeSecret = /\p{Nd}(?:[\p{P}\p{Z}\p{Cf}]*\p{Nd}){3,}|[\w+=-]{24,}/gu;

/** Letters and digits alone, so that spacing, case and width hide nothing. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/**
 * What an endpoint says to developers (`detail`, RFC 9457) as one short line of plain text, or undefined where it says
 * nothing. It goes to the console and to `otp-error`, so a broken or hostile endpoint must not bring there what it was
 * sent: what repeats one of `secrets` is dropped, and what could be any other code or token is left out.
 */
export function plainHint(detail: unknown, secrets: readonly string[]): string | undefined {
  if (typeof detail !== 'string') return undefined;
  const text = detail.slice(0, 4 * LONGEST);
  if (secrets.some((secret) => bare(text).includes(bare(secret)))) return undefined;
  const line = text
    .replace(couldBeSecret, '…')
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return /\p{L}/u.test(line) ? line.slice(0, LONGEST) : undefined;
}
