import {purposes} from '../../domain/answers.js';
import type {Challenge, Purpose} from '../../domain/contract.js';
import type {Problem} from '../../domain/problems.js';
import {pageProblem} from '../../wiring/page.js';

/**
 * What keeps the element from asking as it is set, or null. An endpoint may know further purposes, but no answer about
 * one would be believed; a challenge that is given says itself whom it asks.
 * @param usual what any element finds
 */
export function configProblem(
  accounts: readonly string[],
  purpose: Purpose,
  challenge: Challenge | null,
  usual: () => Problem | null,
): Problem | null {
  if (accounts.length > 0 && !purposes.includes(purpose))
    return {code: 'misconfigured', hint: `\`purpose\` must be one of ${purposes.join(', ')}`};
  return challenge ? pageProblem() : usual();
}
