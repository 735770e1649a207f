/**
 * What nothing of KB-OTP works without, by the names that developers look up; the docs' table of browsers follows
 * from it. What is missing beside these is done without, in the place where it is used.
 */
const needed: Readonly<Record<string, () => unknown>> = {
  'form-associated custom elements': () => 'setFormValue' in ElementInternals.prototype,
  'Web Crypto': () => crypto.subtle,
  'crypto.randomUUID': () => 'randomUUID' in crypto,
  'fetch with readable streams': () => 'body' in Response.prototype,
  AbortController: () => AbortController,
  'Web Animations': () => 'getAnimations' in Element.prototype,
};

/** Names of what this browser lacks; none where KB-OTP works. */
export const missingFeatures = (): string[] => Object.keys(needed).filter((name) => !isHere(needed[name]));

function isHere(look: (() => unknown) | undefined): boolean {
  try {
    return Boolean(look?.());
  } catch {
    return false;
  }
}
