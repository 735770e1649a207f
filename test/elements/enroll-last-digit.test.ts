import {expect} from 'chai';
import {sendKeys} from '@web/test-runner-commands';
import {accounts, reached, comesTo} from '../../stories/fixtures/index.js';
import {PASSWORD, prove} from '../../stories/fixtures/device.js';
import {mountEnroll} from './support/mount-device.js';
import {settled} from './support/mount.js';

describe('the last digit of a password in <otp-enroll>', () => {
  it('sends one that is known: the list’s', async () => {
    const {element} = await mountEnroll({list: {accounts: [[accounts.second, 'active']]}});
    const screen = await prove(element, 'entering-password');
    screen.field()?.focus();
    const done = comesTo(element, 'done');
    await sendKeys({type: PASSWORD});
    await done;
  });

  it('sends one that is known: that of an interrupted registration', async () => {
    const {element} = await mountEnroll({list: {accounts: [[accounts.base, 'pending']]}});
    const screen = await reached(element, 'resuming');
    screen.field()?.focus();
    const going = comesTo(element, 'resuming-activation');
    await sendKeys({type: PASSWORD});
    await going;
  });

  it('does not send one that is being chosen, nor its repetition', async () => {
    const {element, endpoint} = await mountEnroll();
    const screen = await prove(element);
    screen.field()?.focus();
    for (const next of ['confirming-password', 'activating'] as const) {
      const from = element.step;
      await sendKeys({type: PASSWORD});
      await settled();
      expect([element.step, endpoint.calls.createEnrolment.length]).to.deep.equal([from, 0]);
      const gone = comesTo(element, next);
      await sendKeys({press: 'Enter'});
      await gone;
    }
  });
});
