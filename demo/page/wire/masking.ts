/** Takes secrets out of what the monitor keeps. What isn't kept can't be shown by mistake. */

const MASK = '••••••';

/**
 * Members that hold a secret, or what one could be worked out from, on the way to the server and back. A problem's
 * `code` is none: it comes back.
 */
const secret = {
  sent: new Set(['code', 'codes', 'grant', 'token', 'blindedElement', 'mac', 'publicKey']),
  received: new Set(['token', 'grant', 'evaluatedElement', 'serverPublicKey', 'serverConfirmation', 'nonce']),
} as const;

/** A JSON text as a value that may be shown, or null where there is none. */
export function maskJson(text: string, way: keyof typeof secret): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => (secret[way].has(name) ? mask(value) : value));
  } catch {
    return null;
  }
}

/** Texts are masked, alone or in a list; what a member is made of has been looked at before the member. */
function mask(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => (typeof item === 'string' ? MASK : item));
  return typeof value === 'string' ? MASK : value;
}
