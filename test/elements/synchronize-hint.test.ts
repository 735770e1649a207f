/** A derivatives channel that still asks by the previous method says what would change that, and presses nobody. */
import {expect} from 'chai';
import {reached, shown, statusWith} from '../../stories/fixtures/index.js';
import type {AuthenticationStatus} from '../../src/domain/contract.js';
import {mount} from './support/mount.js';

const hint = 'Tài khoản đã đăng ký KB-OTP. Để dùng KB-OTP tại đây, hãy đồng bộ phương thức xác thực.';

async function textOn(channel: string, over: Partial<AuthenticationStatus>): Promise<string> {
  const {element} = mount({
    channel,
    script: {getAuthentication: (scene) => ({...statusWith('sms')(scene), ...over})},
  });
  return shown((await reached(element, 'code')).root);
}

describe('an order on a derivatives channel', () => {
  it('asked by the previous method says that KB-OTP can be synchronized', async () => {
    expect(await textOn('kb-mobile-ds', {derivatives: {synchronized: false}})).to.contain(hint);
  });

  it('says nothing of it where it is synchronized, where KB-OTP is not registered, and on other channels', async () => {
    const texts = [
      await textOn('kb-mobile-ds', {derivatives: {synchronized: true}}),
      await textOn('kb-mobile-ds', {derivatives: {synchronized: false}, kbOtp: {state: 'none', device: null}}),
      await textOn('kb-trade', {derivatives: {synchronized: false}}),
    ];
    for (const text of texts) expect(text).to.not.contain(hint);
  });
});
