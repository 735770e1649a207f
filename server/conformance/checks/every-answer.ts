/** What holds for every answer that this run has got. */

import { blamed, Finding, type Check } from '../check.js';
import type { Reply } from '../client.js';
import { faultOfShape } from '../contract.js';

export const unknownPath = '/nothing-is-here';

/** Answers to what the contract knows: preflights and paths that are not there have none of its shapes. */
const ofContract = ({ method, path }: Reply): boolean => method !== 'OPTIONS' && path !== unknownPath;

const of = (
  id: string,
  title: string,
  faultOf: (reply: Reply) => string | undefined,
  concerns: (reply: Reply) => boolean = ({ method }) => method !== 'OPTIONS',
): Check => ({
  id,
  title,
  async run({ client }) {
    const faults = client.replies.flatMap((reply) => {
      if (!concerns(reply) || blamed.has(reply)) return [];
      const fault = faultOf(reply);
      return fault === undefined ? [] : [`${reply.method} ${placeOf(reply.path)} (${reply.status}): ${fault}`];
    });
    const [first, ...more] = [...new Set(faults)];
    if (first !== undefined)
      throw new Finding(`${first}${more.length > 0 ? `; ${more.length} more of the kind` : ''}.`);
  },
});

/** Ids of this run are no part of a finding. */
const placeOf = (path: string): string => path.replace(/^(\/(?:challenges|accounts)\/)[^/]+/, '$1…');

export const everyAnswerChecks: readonly Check[] = [
  of('no-store', 'No answer may be kept: Cache-Control: no-store', ({ headers }) => {
    const cache = headers.get('cache-control') ?? 'nothing';
    return /(^|[\s,])no-store($|[\s,])/.test(cache) ? undefined : `Cache-Control says ${cache}`;
  }),
  of('no-sniff', 'No answer may be taken for another type: X-Content-Type-Options: nosniff', ({ headers }) =>
    headers.get('x-content-type-options') === 'nosniff' ? undefined : 'X-Content-Type-Options is not nosniff',
  ),
  of('code-silence', 'No answer gives a code back', ({ sentCode, text, headers }) => {
    if (sentCode === undefined || !/^\d{6,8}$/.test(sentCode)) return undefined;
    const said = `${withoutTimes(text)} ${[...headers].filter(([name]) => !['date', 'etag'].includes(name)).join(' ')}`;
    return new RegExp(`(?<![A-Za-z0-9_-])${sentCode}(?![A-Za-z0-9_-])`).test(said)
      ? 'the code stands in it'
      : undefined;
  }),
  of('shapes', 'Every answer has the shape that the contract names', faultOfShape, ofContract),
  of(
    'status-of-problem',
    'A problem’s status is the answer’s, and retryAfter is Retry-After',
    ({ status, body, headers }) => {
      if (status < 400) return undefined;
      const problem = (body ?? {}) as { readonly status?: number; readonly retryAfter?: number };
      if (problem.status !== undefined && problem.status !== status) return `it says ${problem.status}`;
      const { retryAfter } = problem;
      const isSame = retryAfter === undefined || headers.get('retry-after') === String(retryAfter);
      return isSame ? undefined : 'Retry-After says another time than retryAfter';
    },
  ),
];

function withoutTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
}
