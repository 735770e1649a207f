/** Registers this phone as its customer would, in one go, with a password that the demo tells. */

import type {OtpEnroll} from '../../../src/index.js';
import {h} from '../common/dom.js';
import type {DemoAccount} from '../wire/host-api.js';
import {say} from '../texts/texts.js';
import {fill, press, prove, reached, unseen} from './unseen.js';

/** Opens the list of every phone that the demo has prepared. */
export const DEMO_PASSWORD = '258093';

async function choosePassword(element: OtpEnroll): Promise<void> {
  for (const step of ['creating-password', 'confirming-password'] as const) {
    await reached(element, step);
    await fill(element, DEMO_PASSWORD);
    if (element.step === step) press(element);
  }
}

/** @throws where the account can't be registered by a code that is sent */
export async function registerHere({account, holder}: DemoAccount): Promise<void> {
  await import('../../../src/define/otp-enroll.js');
  const deviceName = say('deviceName', {holder, app: 'M-able'});
  const element = h('otp-enroll', {endpoint: '/otp/v1', account, channel: 'm-able', 'device-name': deviceName});
  await unseen(element, async () => {
    await reached(element, 'terms');
    press(element);
    await reached(element, 'proving');
    await prove(element, account);
    await choosePassword(element);
    await reached(element, 'done');
  });
}
