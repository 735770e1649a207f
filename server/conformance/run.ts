/** Runs all checks, one after the other: each may count on nothing else being asked meanwhile. */

import { Finding, LeftOut, type Check } from './check.js';
import { challengeChecks } from './checks/challenges.js';
import { codeChecks } from './checks/codes.js';
import { everyAnswerChecks } from './checks/every-answer.js';
import { grantChecks } from './checks/grants.js';
import { isolationChecks } from './checks/isolation.js';
import { lockChecks } from './checks/locks.js';
import { requestChecks } from './checks/requests.js';
import { sessionGrantChecks } from './checks/session-grants.js';
import { Unreachable, createClient, type Clock } from './client.js';
import type { ConformanceConfig } from './config.js';
import { createSubject } from './subject.js';

/** In this order: what locks accounts comes late, what reads all answers last. */
export const checks: readonly Check[] = [
  ...requestChecks,
  ...challengeChecks,
  ...codeChecks,
  ...isolationChecks,
  ...grantChecks,
  ...sessionGrantChecks,
  ...lockChecks,
  ...everyAnswerChecks,
];

export interface Result {
  readonly check: Pick<Check, 'id' | 'title'>;
  readonly verdict: 'passed' | 'failed' | 'left out';
  /** Why, where it has not passed. */
  readonly why?: string;
  /** Milliseconds. */
  readonly took: number;
}

/**
 * @param endpoint the base address, without a slash at its end
 * @param report hears each result as it comes
 */
export async function runConformance(
  endpoint: string,
  config: ConformanceConfig,
  { fetch, clock }: { readonly fetch: (request: Request) => Promise<Response>; readonly clock: Clock },
  report: (result: Result) => void = () => undefined,
): Promise<readonly Result[]> {
  const subject = createSubject(createClient(endpoint, config, { fetch, clock }), config);
  const results: Result[] = [];
  for (const check of checks) {
    const start = performance.now();
    const verdict = await verdictOf(() => check.run(subject));
    const result = { check, ...verdict, took: performance.now() - start };
    results.push(result);
    report(result);
  }
  return results;
}

async function verdictOf(work: () => Promise<void>): Promise<Pick<Result, 'verdict' | 'why'>> {
  try {
    await work();
    return { verdict: 'passed' };
  } catch (error) {
    if (error instanceof LeftOut) return { verdict: 'left out', why: error.message };
    if (error instanceof Finding) return { verdict: 'failed', why: error.message };
    if (error instanceof Unreachable)
      return { verdict: 'failed', why: `The endpoint did not answer: ${error.message}` };
    // An answer of another shape than the check reads: what it lacks is told by the check of shapes.
    return { verdict: 'failed', why: `An answer could not be read: ${(error as Error).message}` };
  }
}
