/** Cancels KB-OTP as its customer would, in one go. */

import {h} from '../common/dom.js';
import {press, prove, reached, unseen} from './unseen.js';

/** @throws where the customer has no code at hand for what is asked */
export async function cancelAt(channel: string, account: string): Promise<void> {
  await import('../../../src/define/otp-cancel.js');
  const element = h('otp-cancel', {endpoint: '/otp/v1', account, channel});
  await unseen(element, async () => {
    await reached(element, 'consequences');
    press(element);
    await reached(element, 'proving');
    await prove(element, account);
    await reached(element, 'done');
  });
}
