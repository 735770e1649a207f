import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import {appears} from '../../stories/fixtures/customer/inside.js';
import {accounts, comesTo, maskedLabel, problem, reached, shown, type Screen} from '../../stories/fixtures/index.js';
import {
  codesShown,
  DEVICE,
  enter,
  enterInVain,
  goOn,
  honestly,
  OTHER_PASSWORD,
  PASSWORD,
  prove,
} from '../../stories/fixtures/device.js';
import {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {listAgain, mountList} from './support/mount-device.js';
import {without} from '../support/without.js';
import {heard, settled} from './support/mount.js';

const two = {
  accounts: [
    [accounts.base, 'active'],
    [accounts.second, 'active'],
  ],
} as const;

async function press(element: OtpList, text: string, next: OtpList['step']): Promise<Screen<OtpList>> {
  const arrived = comesTo(element, next);
  (await reached(element, element.step)).action(text)?.click();
  return arrived;
}

describe('removing an account from <otp-list>', () => {
  it('tells the endpoint first; then the account leaves the device and the host is told', async () => {
    const order: string[] = [];
    const {element} = await mountList({
      list: two,
      device: {
        removeAccount: (honest) => {
          order.push('endpoint');
          return honest();
        },
      },
    });
    element.addEventListener('otp-removed', ({account}) => order.push(account));
    await enter(element, PASSWORD, 'open');
    const asked = await press(element, 'Gỡ', 'confirming-removal');
    expect(asked.text('[part~=heading]')).to.equal(`Gỡ tài khoản ${maskedLabel(accounts.base)} khỏi thiết bị này?`);
    const screen = await goOn(element, 'confirming-removal', 'open');
    expect(order).to.deep.equal(['endpoint', accounts.base]);
    expect(screen.status()).to.equal('Đã gỡ tài khoản.');
    expect(await codesShown(element)).to.have.length(1);
  });

  it('refused by the endpoint, the account stays on the device', async () => {
    const {element} = await mountList({list: two, device: {removeAccount: problem('timeout')}});
    await enter(element, PASSWORD, 'open');
    await press(element, 'Gỡ', 'confirming-removal');
    const screen = await goOn(element, 'confirming-removal', 'open');
    expect(screen.status()).to.equal('Chưa kết nối được đến hệ thống xác thực. Vui lòng thử lại.');
    expect(await codesShown(element)).to.have.length(2);
  });

  it('thought over, nothing is asked of the endpoint', async () => {
    const {element, endpoint} = await mountList({list: two});
    await enter(element, PASSWORD, 'open');
    await press(element, 'Gỡ', 'confirming-removal');
    await press(element, 'Quay lại', 'open');
    expect(endpoint.calls.removeAccount).to.have.length(0);
  });

  it('the last one leaves an empty list that offers to add one', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await press(element, 'Gỡ', 'confirming-removal');
    const screen = await goOn(element, 'confirming-removal', 'empty');
    expect(screen.status()).to.contain('Thiết bị này chưa có tài khoản KB-OTP.');
    expect(shown(screen.primary())).to.equal('Thêm tài khoản');
  });
});

describe('changing the password of <otp-list>', () => {
  it('the new one opens the list afterwards, the old one does not', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await press(element, 'Đổi mật khẩu KB-OTP', 'proving');
    await enter(element, PASSWORD, 'creating-password');
    await enter(element, OTHER_PASSWORD, 'confirming-password');
    const screen = await enter(element, OTHER_PASSWORD, 'open');
    expect(screen.status()).to.equal('Đã đổi mật khẩu KB-OTP.');
    await press(element, 'Khóa danh sách', 'locked');
    await enter(element, PASSWORD, 'unlocking');
    await reached(element, 'locked');
    expect(screen.status()).to.contain('Mật khẩu KB-OTP chưa đúng.');
    await enter(element, OTHER_PASSWORD, 'open');
  });

  it('a weak one is refused with the reason, one that differs from its repetition as well', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await press(element, 'Đổi mật khẩu KB-OTP', 'proving');
    await enter(element, PASSWORD, 'creating-password');
    const weak = await enterInVain(element, '111111');
    expect(weak.status()).to.contain('Không dùng toàn một chữ số.');
    await enter(element, OTHER_PASSWORD, 'confirming-password');
    const other = await enterInVain(element, PASSWORD);
    expect(other.status()).to.equal('Mật khẩu nhập lại chưa khớp. Vui lòng nhập lại.');
    await press(element, 'Quay lại', 'open');
  });
});

describe('an open <otp-list> in somebody else’s hands', () => {
  const passkeys = class {
    static readonly getClientCapabilities = () => Promise.resolve({'extension:prf': true});
    static readonly isUserVerifyingPlatformAuthenticatorAvailable = () => Promise.resolve(true);
  };

  for (const [what, action, next] of [
    ['its password', 'Đổi mật khẩu KB-OTP', 'creating-password'],
    ['its biometrics', 'Bật sinh trắc học', 'offering-passkey'],
  ] as const)
    it(`asks for the present password before ${what} can be changed, counted as at the unlock`, () =>
      without(
        globalThis,
        'PublicKeyCredential',
        async () => {
          const {element, endpoint} = await mountList();
          await enter(element, PASSWORD, 'open');
          await settled();
          const asked = await press(element, action, 'proving');
          expect(asked.field()?.autocomplete).to.equal('current-password');
          await enter(element, OTHER_PASSWORD, 'checking');
          const refused = await reached(element, 'proving');
          expect(refused.status()).to.equal('Mật khẩu KB-OTP chưa đúng. Quý khách còn 9 lần thử.');
          expect(endpoint.books.devices.get(DEVICE)?.open).to.equal(1);
          await enter(element, PASSWORD, next);
          await settled();
          expect(endpoint.books.devices.get(DEVICE)?.open).to.equal(0);
        },
        passkeys,
      ));

  it('is destroyed by the last wrong one, as at the unlock', async () => {
    const {element} = await mountList({device: {createUnlock: [honestly, problem('device_disabled')]}});
    await enter(element, PASSWORD, 'open');
    await press(element, 'Đổi mật khẩu KB-OTP', 'proving');
    const screen = await enter(element, OTHER_PASSWORD, 'disabled');
    expect(screen.status()).to.contain('Đã nhập sai mật khẩu KB-OTP quá số lần cho phép.');
  });

  it('is given back as it was when they think better of it', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await press(element, 'Đổi mật khẩu KB-OTP', 'proving');
    await press(element, 'Quay lại', 'open');
    expect(await codesShown(element)).to.have.length(1);
  });
});

describe('before something is taken away', () => {
  it('Enter, again and again on “Forgot”, deletes nothing: the list waits for a tick', async () => {
    const {element, endpoint} = await mountList({list: two});
    const locked = await reached(element, 'locked');
    locked.action('Quên mật khẩu KB-OTP?')?.focus();
    for (const _ of [1, 2, 3, 4]) {
      await sendKeys({press: 'Enter'});
      await settled();
    }
    expect([element.step, endpoint.calls.resetPassword.length]).to.deep.equal(['forgot', 0]);
    expect(locked.root.activeElement?.getAttribute('type')).to.equal('checkbox');
    const confirm = locked.action('Xóa Danh sách KB-OTP') as HTMLButtonElement;
    expect(confirm.disabled).to.equal(true);
    await sendKeys({press: 'Space'});
    await settled();
    expect(confirm.disabled).to.equal(false);
  });

  it('the tick is asked for anew each time', async () => {
    const {element} = await mountList({list: two});
    await reached(element, 'locked');
    for (const _ of [1, 2]) {
      const screen = await press(element, 'Quên mật khẩu KB-OTP?', 'forgot');
      screen.primary()?.click();
      await element.updateComplete;
      const box = screen.root.querySelector<HTMLInputElement>('input[type=checkbox]');
      expect(box?.checked).to.equal(false);
      box?.click();
      await press(element, 'Quay lại', 'locked');
    }
  });

  it('Enter twice on “Remove” comes back to the list', async () => {
    const {element, endpoint} = await mountList({list: two});
    const open = await enter(element, PASSWORD, 'open');
    const remove = open.action('Gỡ');
    remove?.closest('details')?.setAttribute('open', '');
    remove?.focus();
    await sendKeys({press: 'Enter'});
    const asked = await reached(element, 'confirming-removal');
    await settled();
    expect(shown(asked.root.activeElement)).to.equal('Quay lại');
    expect(asked.primary()).to.equal(null);
    await sendKeys({press: 'Enter'});
    await reached(element, 'open');
    expect(endpoint.calls.removeAccount).to.have.length(0);
  });
});

describe('a forgotten password in <otp-list> (F4)', () => {
  it('asks twice, names every account, and leaves nothing on the device', async () => {
    const {element, endpoint} = await mountList({list: two});
    await reached(element, 'locked');
    const first = await press(element, 'Quên mật khẩu KB-OTP?', 'forgot');
    const named = () => [...first.root.querySelectorAll('li')].map(shown);
    expect(named()).to.deep.equal([accounts.base, accounts.second].map(maskedLabel));
    first.primary()?.click();
    await element.updateComplete;
    expect(named()).to.have.length(2);
    expect(first.text('[part~=notice]')).to.contain('Không thể hoàn tác.');
    expect(endpoint.calls.resetPassword).to.have.length(0);
    const told = heard(element, 'otp-reset');
    const done = await goOn(element, 'forgot', 'reset-done');
    expect((await told).accounts).to.deep.equal([accounts.base, accounts.second]);
    expect(done.status()).to.equal('Đã xóa Danh sách KB-OTP');
    expect(done.actions().map(shown)).to.deep.equal(['Đăng nhập lại', 'Quay lại']);
    expect(endpoint.books.devices.has(DEVICE)).to.equal(false);
    const again = listAgain(endpoint);
    await reached(again, 'empty');
  });

  it('whose reset is not heard says so and asks again', async () => {
    const {element} = await mountList({device: {resetPassword: [problem('offline'), honestly]}});
    await reached(element, 'locked');
    const screen = await press(element, 'Quên mật khẩu KB-OTP?', 'forgot');
    screen.primary()?.click();
    await element.updateComplete;
    await goOn(element, 'forgot', 'resetting');
    await reached(element, 'forgot');
    expect(screen.status()).to.equal('Không có kết nối mạng. Vui lòng kiểm tra rồi thử lại.');
    await goOn(element, 'forgot', 'reset-done');
  });

  it('thought over, the list is as it was', async () => {
    const {element, endpoint} = await mountList();
    await reached(element, 'locked');
    await press(element, 'Quên mật khẩu KB-OTP?', 'forgot');
    await press(element, 'Quay lại', 'locked');
    await enter(element, PASSWORD, 'open');
    expect(endpoint.calls.resetPassword).to.have.length(0);
  });
});

describe('a list that can’t be read', () => {
  for (const [what, instead, words, actions] of [
    [
      'damaged',
      {version: 1, device: 'x'},
      'Không đọc được Danh sách KB-OTP trên thiết bị này. Hãy xóa dữ liệu hỏng trong danh sách, rồi hủy và đăng ký lại KB-OTP.',
      ['Quay lại', 'Xóa dữ liệu hỏng'],
    ],
    [
      'of a later version',
      {version: 99},
      'Trang này đã có phiên bản mới. Vui lòng tải lại trang.',
      ['Tải lại trang', 'Quay lại'],
    ],
  ] as const)
    it(`${what}: the customer reads what to do`, async () => {
      const {element} = await mountList({instead});
      const screen = await reached(element, 'failed');
      expect(screen.status()).to.equal(words);
      expect(screen.actions().map(shown)).to.deep.equal(actions);
    });

  it('damaged: the customer discards it, reads what comes next, and can begin anew', async () => {
    const {element} = await mountList({instead: {version: 1, device: 'x'}});
    const done = await goOn(element, 'failed', 'reset-done');
    expect(done.status()).to.equal('Đã xóa Danh sách KB-OTP');
    await press(element, 'Quay lại', 'empty');
  });
});

describe('a list whose device has lost its key', () => {
  it('is deleted from the screen that the password leads to', async () => {
    const {element} = await mountList({device: {createUnlock: problem('vault_damaged')}});
    await enter(element, PASSWORD, 'failed');
    const done = await goOn(element, 'failed', 'reset-done');
    expect(done.status()).to.equal('Đã xóa Danh sách KB-OTP');
    await press(element, 'Quay lại', 'empty');
  });
});

describe('adding an account to <otp-list>', () => {
  it('registers in place, and comes back with both', async () => {
    const {element} = await mountList({properties: {account: accounts.second}});
    await enter(element, PASSWORD, 'open');
    const screen = await press(element, 'Thêm tài khoản', 'adding');
    const registration = await appears(() => screen.root.querySelector('otp-enroll'));
    await prove(registration, 'entering-password');
    await enter(registration, PASSWORD, 'done');
    const back = comesTo(element, 'open');
    (await reached(registration, 'done')).primary()?.click();
    await back;
    expect(await codesShown(element)).to.have.length(2);
  });

  describe('whose registration comes over a bad line', () => {
    const {loadPart} = OtpList;
    afterEach(() => void (OtpList.loadPart = loadPart));

    it('is brought before it is asked for, and says so where it is not there yet', async () => {
      let bring: (part: unknown) => void = () => undefined;
      const asked: string[] = [];
      OtpList.loadPart = (part) => {
        asked.push(part);
        return new Promise((resolve) => (bring = resolve));
      };
      const {element} = await mountList({properties: {account: accounts.second}});
      expect(asked).to.deep.equal([]);
      await enter(element, PASSWORD, 'open');
      expect(asked).to.deep.equal(['enroll']);
      const screen = await press(element, 'Thêm tài khoản', 'adding');
      expect(screen.status()).to.equal('Đang thực hiện…');
      expect(screen.root.querySelector('otp-enroll')).to.equal(null);
      bring(null);
      await appears(() => screen.root.querySelector('otp-enroll'));
    });

    it('says when it does not come, and is tried again', async () => {
      OtpList.loadPart = () => Promise.reject(new Error('offline'));
      const {element} = await mountList({properties: {account: accounts.second}});
      await enter(element, PASSWORD, 'open');
      const failed = comesTo(element, 'failed');
      await press(element, 'Thêm tài khoản', 'adding');
      await failed;
      OtpList.loadPart = loadPart;
      const again = comesTo(element, 'locked');
      (await reached(element, 'failed')).primary()?.click();
      await again;
    });
  });
});
