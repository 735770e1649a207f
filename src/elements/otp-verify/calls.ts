import type {Calls} from '../../controllers/flow.js';
import type {VerifyEffect, VerifyEvent} from '../../flows/verify-state.js';
import type {Endpoint} from '../../ports/endpoint.js';
import {partLoaded} from '../internal/part-loaded.js';

/** How each call of the flow is made. */
export const verifyCalls = (
  endpoint: () => Endpoint,
  loadCancel: () => Promise<unknown>,
): Calls<VerifyEvent, VerifyEffect> => ({
  load: async (query, options) => ({type: 'loaded', result: await endpoint().getAuthentication(query, options)}),
  challenge: async ({request}, options) => ({
    type: 'challenged',
    result: await endpoint().createChallenge(request, options),
  }),
  answer: async ({challenge, code}, options) => ({
    type: 'judged',
    result: await endpoint().answerChallenge(challenge, code, options),
  }),
  resend: async ({challenge}, options) => ({
    type: 'resent',
    result: await endpoint().resendChallenge(challenge, options),
  }),
  check: async ({challenge}, options) => ({type: 'checked', result: await endpoint().getChallenge(challenge, options)}),
  'open-cancel': async () => ({type: 'cancel-opened', result: await partLoaded(loadCancel(), 'otp-cancel')}),
});
