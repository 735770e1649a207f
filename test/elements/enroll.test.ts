import {expect} from 'chai';
import {accounts} from '../../stories/fixtures/index.js';
import {enrolWith} from '../../stories/fixtures/device.js';
import {mountEnroll} from './support/mount-device.js';
import {heard} from './support/mount.js';

describe('registering with <otp-enroll>', () => {
  it('from the terms to the first code', async () => {
    const {element, endpoint} = await mountEnroll();
    const told = heard(element, 'otp-enrolled');
    const screen = await enrolWith(element, 'done');
    expect((await told).accounts).to.deep.equal([accounts.base]);
    expect(screen.status()).to.equal('Đăng ký KB-OTP thành công');
    expect(endpoint.calls.activateEnrolment).to.have.length(1);
  });
});
