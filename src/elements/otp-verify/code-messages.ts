import type {ReactiveElement} from 'lit';
import {SentCodeController} from '../../controllers/sent-code.js';
import {bringFindCode} from '../../controllers/whole-messages.js';
import type {VerifyState} from '../../flows/verify-state.js';
import {receiveSentCode} from '../../wiring/page.js';
import {messageOf} from './timing.js';

export {findCode} from '../../controllers/whole-messages.js';

/**
 * Takes codes out of messages: from what the browser hands over while one is asked for that was sent, and soon from
 * what is pasted as a whole.
 * @returns what is to be told of each state
 */
export function followMessages(host: ReactiveElement, take: (code: string) => void): (state: VerifyState) => void {
  const sent = new SentCodeController(host, receiveSentCode, take);
  return (state) => {
    if ('challenge' in state) void bringFindCode();
    sent.waitFor(state.step === 'code' && state.challenge.kind === 'sms' ? messageOf(state.challenge) : null);
  };
}
