import type {OtpSubmitEvent, SubmitOutcome} from '../submit-event.js';
import type {TestEndpoint} from './test-endpoint.js';

/**
 * Answers `otp-submit` in place of a page and its back end, as `testCodes` say: the test endpoint judges each code.
 * @param target the element in collect mode, or whatever is around it
 * @returns stops answering
 */
export function answerSubmits(target: EventTarget, endpoint: TestEndpoint): () => void {
  const answer = (event: Event) => {
    const submit = event as OtpSubmitEvent;
    submit.respondWith(judged(submit, endpoint));
  };
  target.addEventListener('otp-submit', answer);
  return () => target.removeEventListener('otp-submit', answer);
}

async function judged(event: OtpSubmitEvent, endpoint: TestEndpoint): Promise<SubmitOutcome> {
  const {challengeId, signal, idempotencyKey} = event;
  const answer = await endpoint.answerChallenge(challengeId, event.takeCode(), {signal, idempotencyKey});
  return answer.ok ? {ok: true} : answer;
}
