/** Asks the customer for a proof, in a page that has no form for the element to stand in. */

import type {Grant, Purpose, Transaction} from '../../../src/index.js';
import {h} from './dom.js';
import {listOnThePhone} from './phone-list.js';

export interface Question {
  readonly channel: string;
  readonly account: string;
  readonly purpose: Purpose;
  readonly transaction: Transaction | null;
}

/** @returns null when the customer has left without finishing */
export function askForGrant(place: HTMLElement, question: Question): Promise<Grant | null> {
  const {channel, account, purpose, transaction} = question;
  const verify = h('otp-verify', {endpoint: '/otp/v1', channel, purpose, account, 'auto-submit': true});
  verify.transaction = transaction;
  verify.channelUrls = {'m-able': listOnThePhone()};
  place.replaceChildren(verify);
  void verify.updateComplete.then(() => verify.focus());
  return new Promise((resolve) => {
    verify.addEventListener('otp-verified', ({grant}) => resolve(grant));
    verify.addEventListener('otp-dismissed', () => resolve(null));
  });
}
