/** Looks at one deployment of page and endpoint, and says what to mend, by which line. */

import { judgements } from './judgements.js';
import { gather, type Deployment } from './facts.js';

export type { Deployment } from './facts.js';

export interface Finding {
  readonly area: 'answer' | 'TLS' | 'CORS' | 'CSP' | 'cookies' | 'clock' | 'keys' | 'exposure' | 'versions';
  /** A fault stops customers or helps attackers; advice makes it better. */
  readonly verdict: 'ok' | 'advice' | 'fault';
  readonly says: string;
  /** The line that mends it. */
  readonly mend?: string;
}

export async function examine(deployment: Deployment): Promise<readonly Finding[]> {
  const facts = await gather(deployment);
  return judgements.flatMap((judge) => judge(facts, deployment));
}
