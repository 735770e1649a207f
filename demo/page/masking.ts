/** Takes secrets out of what the monitor keeps. What isn't kept can't be shown by mistake. */

const MASK = '••••••';

/** Members that hold a secret on the way to the server and back. A problem's `code` is none: it comes back. */
const secret = {
  sent: new Set(['code', 'grant', 'token']),
  received: new Set(['token', 'grant']),
} as const;

/** A JSON text as a value that may be shown, or null where there is none. */
export function maskJson(text: string, way: keyof typeof secret): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => (secret[way].has(name) && typeof value === 'string' ? MASK : value));
  } catch {
    return null;
  }
}
