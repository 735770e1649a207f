import {missingFeatures} from '../adapters/browser.js';
import {systemClock} from '../adapters/system-clock.js';
import type {Problem} from '../domain/problems.js';

/** The one clock, and so the one timer, of all elements of a page. */
export const clock = systemClock();

export {newIdempotencyKey} from '../adapters/idempotency-key.js';

/** The code of a text message that is bound to this page, where the browser hands such codes over. */
export const receiveSentCode = async (signal: AbortSignal): Promise<string | null> =>
  'OTPCredential' in globalThis ? (await import('../adapters/sent-code.js')).receiveSentCode(signal) : null;

/** What keeps KB-OTP from working on this page or in this browser at all, or null. Asks nobody. */
export function pageProblem(): Problem | null {
  if (!globalThis.isSecureContext) return {code: 'insecure_context', hint: 'KB-OTP needs a page served over https'};
  const missing = missingFeatures().join(', ');
  return missing ? {code: 'browser_unsupported', hint: `this browser lacks ${missing}`} : null;
}
