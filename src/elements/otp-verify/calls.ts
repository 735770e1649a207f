import type {Calls} from '../../controllers/flow.js';
import type {ChallengeRequest} from '../../domain/contract.js';
import {success, type Problem} from '../../domain/problems.js';
import type {VerifyEffect, VerifyEvent} from '../../flows/verify-state.js';
import type {CallOptions, Endpoint} from '../../ports/endpoint.js';
import {partLoaded} from '../internal/part-loaded.js';

type Loaded = Omit<Extract<VerifyEvent, {type: 'loaded'}>, 'attempt'>;

/** Addresses of endpoints that give a status and a challenge by two calls only, as this page has found. */
const byTwoCalls = new Set<string | Endpoint>();

/** What an endpoint, or what stands before it, may say to a call that it does not know. Any other is an answer. */
const unknownCall: ReadonlySet<Problem['code']> = new Set([
  'not_found',
  'refused',
  'unreachable',
  'malformed_answer',
  'invalid_request',
  'forbidden_origin',
]);

/**
 * The status, and the challenge with it where the endpoint gives both. A challenge that came about unheard is found
 * again by the other two calls: an endpoint sends no second message for the same question.
 */
async function begin(
  address: string | Endpoint,
  endpoint: Endpoint,
  {account, ...request}: ChallengeRequest,
  options: CallOptions,
): Promise<Loaded> {
  const begun = byTwoCalls.has(address)
    ? undefined
    : await endpoint.beginAuthentication?.({account, ...request}, options);
  if (begun?.ok) {
    const {challenge, ...status} = begun.value;
    return {type: 'loaded', result: success(status), challenge: challenge ?? null};
  }
  if (begun && (options.signal.aborted || !unknownCall.has(begun.problem.code))) return {type: 'loaded', result: begun};
  const {channel, purpose} = request;
  const result = await endpoint.getAuthentication({account, channel, purpose}, options);
  if (begun && result.ok && typeof address === 'string') byTwoCalls.add(address);
  return {type: 'loaded', result};
}

/** How each call of the flow is made. */
export const verifyCalls = (
  address: () => string | Endpoint,
  endpoint: () => Promise<Endpoint>,
  loadCancel: () => Promise<unknown>,
): Calls<VerifyEvent, VerifyEffect> => ({
  begin: async ({request}, options) => begin(address(), await endpoint(), request, options),
  load: async (query, options) => ({
    type: 'loaded',
    result: await (await endpoint()).getAuthentication(query, options),
  }),
  challenge: async ({request}, options) => ({
    type: 'challenged',
    result: await (await endpoint()).createChallenge(request, options),
  }),
  answer: async ({challenge, code}, options) => ({
    type: 'judged',
    result: await (await endpoint()).answerChallenge(challenge, code, options),
  }),
  resend: async ({challenge}, options) => ({
    type: 'resent',
    result: await (await endpoint()).resendChallenge(challenge, options),
  }),
  check: async ({challenge}, options) => ({
    type: 'checked',
    result: await (await endpoint()).getChallenge(challenge, options),
  }),
  'open-cancel': async () => ({type: 'cancel-opened', result: await partLoaded(loadCancel(), 'otp-cancel')}),
});
