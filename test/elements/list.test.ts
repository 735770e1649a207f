import {expect} from 'chai';
import {sendKeys} from '@web/test-runner-commands';
import {accounts, comesTo, fill, never, problem, reached, shown, type Screen} from '../../stories/fixtures/index.js';
import {
  clockFrom,
  codesShown,
  DEVICE,
  enter,
  goOn,
  honestly,
  OTHER_PASSWORD,
  PASSWORD,
} from '../../stories/fixtures/device.js';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {createVault} from '../../src/adapters/vault/index.js';
import {failure} from '../../src/domain/problems.js';
import type {OpenVault, Vault} from '../../src/ports/vault.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {listAgain, mountList} from './support/mount-device.js';
import {heard, settled} from './support/mount.js';
import {withClock} from './support/fake-timers.js';

const two = {
  accounts: [
    [accounts.base, 'active'],
    [accounts.second, 'active'],
  ],
} as const;

const withoutGap = (code: string | undefined) => code?.replace(' ', '');

async function press(element: OtpList, text: string, next: OtpList['step']): Promise<Screen<OtpList>> {
  const arrived = comesTo(element, next);
  (await reached(element, element.step)).action(text)?.click();
  return arrived;
}

describe('an unlock of <otp-list> whose list can’t be read', () => {
  it('leaves nothing open behind the screen that says it is locked', async () => {
    const vault = createVault(createDeviceStore());
    const opened: OpenVault[] = [];
    const own: Vault = {
      ...vault,
      unlock: async (...asked) => {
        const result = await vault.unlock(...asked);
        if (result.ok) opened.push(result.value);
        return result;
      },
      read: () => (opened.length > 0 ? Promise.resolve(failure({code: 'storage_failed'})) : vault.read()),
    };
    const {element} = await mountList({
      properties: {loadVault: () => Promise.resolve(own)} as unknown as Partial<OtpList>,
    });
    await enter(element, PASSWORD, 'unlocking');
    await reached(element, 'locked');
    expect(opened.map(({isLocked}) => isLocked)).to.deep.equal([true]);
  });
});

describe('the codes of <otp-list>', () => {
  it('are those of the endpoint’s moment, one an account', async () => {
    const {element, endpoint} = await mountList({list: two, now: clockFrom()});
    await enter(element, PASSWORD, 'open');
    const codes = await codesShown(element);
    const expected = [accounts.base, accounts.second].map((account) =>
      endpoint.books.code(DEVICE, account, endpoint.now()),
    );
    expect(codes.map(withoutGap)).to.deep.equal(expected);
  });

  it('change with the endpoint’s clock', async () => {
    let offset = 0;
    const clock = clockFrom();
    const {element, endpoint} = await mountList({now: clock});
    await enter(element, PASSWORD, 'open');
    const [before] = await codesShown(element);
    await withClock(
      () => offset,
      async () => {
        offset = 30_000;
        element.requestUpdate();
        await element.updateComplete;
        while ((await codesShown(element))[0] === before) await settled();
        const [after] = await codesShown(element);
        expect(withoutGap(after)).to.equal(endpoint.books.code(DEVICE, accounts.base, endpoint.now()));
      },
    );
  });

  it('are read out digit by digit, with the seconds that are left', async () => {
    const {element} = await mountList({now: clockFrom(), lang: 'en'});
    await enter(element, PASSWORD, 'open');
    const [code] = await codesShown(element);
    const {text} = await reached(element, 'open');
    expect(text('[part~=code] .unseen')).to.match(
      new RegExp(`^Code ${[...(withoutGap(code) ?? '')].join(' ')}, seconds left: \\d+$`),
    );
  });

  for (const [state, words] of [
    ['superseded', 'Tài khoản đã chuyển sang thiết bị khác. Mã tại đây không còn dùng được.'],
    ['cancelled', 'Tài khoản đã hủy KB-OTP. Mã tại đây không còn dùng được.'],
  ] as const)
    it(`there is none for an account that is ${state}; a sentence says why`, async () => {
      const {element} = await mountList({
        list: {
          accounts: [
            [accounts.base, 'active'],
            [accounts.second, state],
          ],
        },
      });
      const screen = await enter(element, PASSWORD, 'open');
      expect(await codesShown(element)).to.have.length(1);
      expect(screen.text('.entry-note')).to.equal(words);
    });
});

describe('unlocking <otp-list>', () => {
  it('a wrong password says how many tries are left; the last one says what is at stake', async () => {
    const {element, endpoint} = await mountList();
    const screen = await enter(element, OTHER_PASSWORD, 'unlocking');
    await reached(element, 'locked');
    expect(screen.status()).to.equal('Mật khẩu KB-OTP chưa đúng. Quý khách còn 9 lần thử.');
    const device = endpoint.books.devices.get(DEVICE);
    if (device) device.open = 8;
    await enter(element, OTHER_PASSWORD, 'unlocking');
    await reached(element, 'locked');
    expect(screen.status()).to.contain('Quý khách còn 1 lần thử. Nếu sai,');
    expect(endpoint.calls.confirmUnlock).to.have.length(0);
  });

  it('after the last try the list is dead, and the way out is the reset', async () => {
    const {element, endpoint} = await mountList();
    const device = endpoint.books.devices.get(DEVICE);
    if (device) device.open = 10;
    const screen = await enter(element, PASSWORD, 'disabled');
    expect(screen.status()).to.contain('Danh sách KB-OTP trên thiết bị này không còn dùng được.');
    await goOn(element, 'disabled', 'forgot');
  });

  it('a double click asks the endpoint once', async () => {
    const {element, endpoint} = await mountList();
    const screen = await reached(element, 'locked');
    fill(screen.field(), PASSWORD);
    await element.updateComplete;
    const button = screen.primary();
    button?.click();
    button?.click();
    await reached(element, 'open');
    expect(endpoint.calls.createUnlock).to.have.length(1);
  });

  it('the last try before the list is destroyed waits for the button', async () => {
    const {element, endpoint} = await mountList({
      device: {createUnlock: [problem('wrong_password', {attemptsLeft: 1}), honestly]},
    });
    await enter(element, OTHER_PASSWORD, 'unlocking');
    const screen = await reached(element, 'locked');
    screen.field()?.focus();
    await sendKeys({type: PASSWORD});
    await settled();
    expect([element.step, endpoint.calls.createUnlock.length]).to.deep.equal(['locked', 1]);
    const opened = comesTo(element, 'open');
    screen.primary()?.click();
    await opened;
  });

  it('by keyboard: the last digit unlocks, and the focus stays on what there is to do', async () => {
    const {element} = await mountList();
    const screen = await reached(element, 'locked');
    screen.field()?.focus();
    const opened = comesTo(element, 'open');
    await sendKeys({type: PASSWORD});
    await opened;
    await settled();
    expect(shown(screen.root.activeElement)).to.equal('Sao chép');
  });

  it('given up while it is under way, it stays locked', async () => {
    const {element, endpoint} = await mountList({device: {createUnlock: [never, honestly]}});
    await enter(element, PASSWORD, 'unlocking');
    while (endpoint.calls.createUnlock.length === 0) await settled();
    await press(element, 'Quay lại', 'locked');
    await enter(element, PASSWORD, 'open');
  });

  it('offline and back: the same password opens it', async () => {
    const {element} = await mountList({device: {createUnlock: [problem('offline'), honestly]}});
    const screen = await enter(element, PASSWORD, 'unlocking');
    await reached(element, 'locked');
    expect(screen.status()).to.equal('Không có kết nối mạng. Vui lòng kiểm tra rồi thử lại.');
    await enter(element, PASSWORD, 'open');
  });

  it('tells the host that the session has expired', async () => {
    const {element} = await mountList({device: {createUnlock: problem('session_expired')}});
    const expired = heard(element, 'otp-session-expired');
    await enter(element, PASSWORD, 'unlocking');
    await expired;
    const screen = await reached(element, 'locked');
    expect(screen.status()).to.equal('Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.');
  });

  for (const [what, answer] of [
    ['answers out of contract', () => Promise.resolve({ok: true, value: {}} as never)],
    ['throws', () => Promise.reject(new Error('the host’s own'))],
  ] as const)
    it(`an endpoint object that ${what} is one that can’t be reached`, async () => {
      const {element} = await mountList({device: {createUnlock: answer}});
      const screen = await enter(element, PASSWORD, 'unlocking');
      await reached(element, 'locked');
      expect(screen.status()).to.equal('Chưa kết nối được đến hệ thống xác thực. Vui lòng thử lại.');
    });
});

describe('locking <otp-list>', () => {
  const gone = async (element: OtpList) => {
    const screen = await reached(element, 'locked');
    expect(screen.root.querySelectorAll('[part~=code]')).to.have.length(0);
  };

  it('when the customer locks it', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await codesShown(element);
    await press(element, 'Khóa danh sách', 'locked');
    await gone(element);
  });

  it('when the page is left', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await codesShown(element);
    const locked = comesTo(element, 'locked');
    window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
    await locked;
    await gone(element);
  });

  it('when nobody has touched it for two minutes', async () => {
    let offset = 0;
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await codesShown(element);
    const locked = comesTo(element, 'locked');
    await withClock(
      () => offset,
      async () => {
        offset = 121_000;
        element.dispatchEvent(new PointerEvent('pointerdown'));
        await locked;
      },
    );
    await gone(element);
  });

  it('when it leaves the page; put back, it asks for the password', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await codesShown(element);
    element.remove();
    await settled();
    expect(element.step).to.equal('idle');
    expect(element.shadowRoot?.querySelectorAll('[part~=code]')).to.have.length(0);
    document.body.append(element);
    await reached(element, 'locked');
    element.remove();
  });

  it('two lists on one page are locked and unlocked each for itself', async () => {
    const {element, endpoint} = await mountList();
    const other = listAgain(endpoint);
    await reached(other, 'locked');
    await enter(element, PASSWORD, 'open');
    await codesShown(element);
    expect(other.step).to.equal('locked');
    await enter(other, PASSWORD, 'open');
    expect(await codesShown(other)).to.deep.equal(await codesShown(element));
    await press(other, 'Khóa danh sách', 'locked');
    expect(element.step).to.equal('open');
  });
});
