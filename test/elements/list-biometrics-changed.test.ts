/** What the customer reads, and goes on with, where this device is not as it was. */
import {expect} from 'chai';
import {list} from '../../stories/fixtures/states/list.js';
import {stateIn} from '../../stories/fixtures/states/state.js';
import './support/mount-device.js';
import {shown} from '../../stories/fixtures/index.js';
import {show} from './support/mount.js';

describe('a device that is not as it was', () => {
  it('biometrics that were set up anew: the password comes first, and biometrics are no way on', async () => {
    const {screen} = await show(list, stateIn(list, 'biometrics changed'));
    expect(screen.status()).to.contain('Sinh trắc học trên thiết bị đã thay đổi.');
    expect(shown(screen.primary())).to.equal('Mở khóa');
  });

  it('site data that were deleted: the list says so, and goes on to an empty one', async () => {
    const {element, screen} = await show(list, stateIn(list, 'site data deleted'));
    expect(screen.status()).to.contain('Dữ liệu của trang đã bị xóa');
    screen.primary()?.click();
    await new Promise((resolve) => void element.addEventListener('otp-step', resolve, {once: true}));
    while (element.step !== 'empty')
      await new Promise((resolve) => void element.addEventListener('otp-step', resolve, {once: true}));
  });
});
