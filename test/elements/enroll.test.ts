import {expect} from 'chai';
import {sendKeys} from '@web/test-runner-commands';
import {accounts, fill, never, problem, reached, comesTo, shown, statusWith} from '../../stories/fixtures/index.js';
import {
  enrollWith,
  enter,
  enterInVain,
  goOn,
  honestly,
  OTHER_PASSWORD,
  PASSWORD,
  proofIn,
  prove,
} from '../../stories/fixtures/device.js';
import {enrollAgain, mountEnroll} from './support/mount-device.js';
import {heard, settled} from './support/mount.js';

const both = `${accounts.base} ${accounts.second}`;
const holding = {list: {accounts: [[accounts.second, 'active']]}} as const;

describe('registering with <otp-enroll>', () => {
  it('by mouse, from the terms to the first code: the accounts are told, and they are on KB-OTP', async () => {
    const {element, endpoint} = await mountEnroll();
    const told = heard(element, 'otp-enrolled');
    const screen = await enrollWith(element, 'done');
    expect((await told).accounts).to.deep.equal([accounts.base]);
    expect(screen.status()).to.equal('Đăng ký KB-OTP thành công');
    expect(endpoint.calls.createEnrolment[0]?.[0]).to.include({deviceName: 'Điện thoại của Bình'});
    expect([...endpoint.books.devices.values()][0]?.accounts.get(accounts.base)?.state).to.equal('active');
  });

  it('by keyboard alone: the focus moves with the screens', async () => {
    const {element} = await mountEnroll();
    const terms = await reached(element, 'terms');
    terms.primary()?.focus();
    const proving = comesTo(element, 'proving');
    await sendKeys({press: 'Enter'});
    await proving;
    const proof = await proofIn(element);
    const {field} = await reached(proof, 'code');
    await settled();
    expect(proof.shadowRoot?.activeElement).to.equal(field()).and.not.equal(null);
    const creating = comesTo(element, 'creating-password');
    await sendKeys({type: '123456'});
    await creating;
    for (const next of ['confirming-password', 'done'] as const) {
      await settled();
      expect(element.shadowRoot?.activeElement?.id).to.equal('code');
      const arrived = comesTo(element, next);
      await sendKeys({type: PASSWORD});
      await sendKeys({press: 'Enter'});
      await arrived;
    }
    await settled();
    const {primary, root} = await reached(element, 'done');
    expect(root.activeElement).to.equal(primary()).and.not.equal(null);
  });

  it('of several accounts the customer chooses; all of those are activated by a code each', async () => {
    const {element, endpoint} = await mountEnroll({properties: {account: both}});
    await prove(element, 'choosing-accounts');
    await goOn(element, 'choosing-accounts', 'creating-password');
    await enter(element, PASSWORD, 'confirming-password');
    await enter(element, PASSWORD, 'done');
    const codes = endpoint.calls.activateEnrolment[0]?.[1] ?? [];
    expect(codes.map(({account}) => account)).to.deep.equal([accounts.base, accounts.second]);
  });

  it('an account that is not ticked stays as it is; with none ticked there is no going on', async () => {
    const {element, endpoint} = await mountEnroll({properties: {account: both}});
    const screen = await prove(element, 'choosing-accounts');
    const [first, second] = screen.root.querySelectorAll<HTMLInputElement>('input[type=checkbox]');
    first?.click();
    second?.click();
    await element.updateComplete;
    expect(screen.primary()?.disabled).to.equal(true);
    second?.click();
    await element.updateComplete;
    await goOn(element, 'choosing-accounts', 'creating-password');
    await enter(element, PASSWORD, 'confirming-password');
    await enter(element, PASSWORD, 'done');
    expect(endpoint.calls.createEnrolment[0]?.[0].accounts).to.deep.equal([accounts.second]);
  });

  it('adds an account to the list that is there, under its password', async () => {
    const {element, endpoint} = await mountEnroll(holding);
    await prove(element, 'entering-password');
    await enter(element, PASSWORD, 'done');
    expect([...endpoint.books.devices.values()][0]?.accounts.size).to.equal(2);
    expect(endpoint.books.devices.size).to.equal(1);
  });

  it('a double click on the last confirmation registers once', async () => {
    const {element, endpoint} = await mountEnroll();
    await prove(element);
    const screen = await enter(element, PASSWORD, 'confirming-password');
    fill(screen.field(), PASSWORD);
    await element.updateComplete;
    const button = screen.primary();
    button?.click();
    button?.click();
    await reached(element, 'done');
    expect(endpoint.calls.createEnrolment).to.have.length(1);
    expect(endpoint.calls.activateEnrolment).to.have.length(1);
  });

  it('waits for the host’s stronger step, and goes no further when it is not passed', async () => {
    const {element} = await mountEnroll({properties: {stepUp: () => Promise.resolve(false)}});
    const screen = await prove(element, 'failed');
    expect(screen.status()).to.equal(
      'Chưa đăng ký được KB-OTP, phương thức xác thực hiện tại không thay đổi. Cần thêm một bước xác thực để tiếp tục.',
    );
  });

  it('says where another phone holds the account before it asks anything', async () => {
    const device = {id: 'device-of-another', name: 'iPhone của An'};
    const {element} = await mountEnroll({
      script: {
        getAuthentication: (scene) => ({...statusWith('kb-otp', 'sms')(scene), kbOtp: {state: 'active', device}}),
      },
    });
    const screen = await reached(element, 'terms');
    expect(screen.text('[part~=notice]')).to.contain('KB-OTP đang dùng trên “iPhone của An”.');
  });

  for (const [lang, words] of [
    ['vi', 'Quý khách có thể đăng ký sử dụng KB-OTP trên ứng dụng KB-Mobile hoặc M-able.'],
    ['en', 'You can register KB-OTP in the KB-Mobile or M-able app.'],
  ] as const)
    it(`where KB-OTP can’t be registered it says where it can, and calls nobody (F1, ${lang})`, async () => {
      const {element, endpoint} = await mountEnroll({lang, properties: {channel: 'kb-trade'}});
      const screen = await reached(element, 'wrong-channel');
      expect(screen.text('p')).to.equal(words);
      expect(Object.values(endpoint.calls).flat()).to.deep.equal([]);
      expect(screen.actions().map(shown)).to.have.length(1);
    });
});

describe('the KB-OTP password in <otp-enroll>', () => {
  for (const [lang, password, words] of [
    ['vi', '123456', 'Không dùng dãy số liên tiếp.'],
    ['vi', '000000', 'Không dùng toàn một chữ số.'],
    ['en', '123456', 'Don’t use digits in sequence.'],
  ] as const)
    it(`a weak one is refused with the reason (${lang}: ${password})`, async () => {
      const {element} = await mountEnroll({lang});
      await prove(element);
      const screen = await enterInVain(element, password);
      expect(screen.status()).to.contain(words);
      expect(screen.field()?.getAttribute('aria-invalid')).to.equal('true');
      expect(element.step).to.equal('creating-password');
    });

  it('a repetition that differs says so; another password can be chosen', async () => {
    const {element} = await mountEnroll();
    await prove(element);
    await enter(element, PASSWORD, 'confirming-password');
    const screen = await enterInVain(element, OTHER_PASSWORD);
    expect(screen.status()).to.equal('Mật khẩu nhập lại chưa khớp. Vui lòng nhập lại.');
    const creating = comesTo(element, 'creating-password');
    screen.action('Chọn mật khẩu khác')?.click();
    await creating;
    await enter(element, OTHER_PASSWORD, 'confirming-password');
    await enter(element, OTHER_PASSWORD, 'done');
  });

  it('a wrong one for the list that is there says how many tries are left', async () => {
    const {element} = await mountEnroll(holding);
    await prove(element, 'entering-password');
    const asked = await enter(element, OTHER_PASSWORD, 'unlocking');
    await reached(element, 'entering-password');
    expect(asked.status()).to.equal('Mật khẩu KB-OTP chưa đúng. Quý khách còn 9 lần thử.');
    await enter(element, PASSWORD, 'done');
  });

  it('has as many digits as the endpoint’s policy says', async () => {
    const {element} = await mountEnroll({
      script: {
        getAuthentication: (scene) => {
          const told = statusWith('sms')(scene);
          return {...told, policy: {...told.policy, passwordDigits: 8}, kbOtp: {state: 'none', device: null}};
        },
      },
    });
    const screen = await prove(element);
    expect(screen.root.querySelectorAll('[part~=slot]')).to.have.length(8);
    await enter(element, '80429371', 'confirming-password');
    await enter(element, '80429371', 'done');
  });

  it('is in no event, attribute, text, request or storage', async () => {
    const {element, endpoint} = await mountEnroll();
    const events: Event[] = [];
    for (const name of ['otp-step', 'otp-enrolled', 'otp-error', 'otp-dismissed'] as const)
      element.addEventListener(name, (event) => events.push(event));
    await prove(element);
    await enter(element, PASSWORD, 'confirming-password');
    const markup = () => `${element.outerHTML}${element.shadowRoot?.innerHTML ?? ''}`;
    fill((await reached(element, 'confirming-password')).field(), PASSWORD);
    await element.updateComplete;
    expect(markup()).not.to.contain(PASSWORD);
    const done = comesTo(element, 'done');
    (await reached(element, 'confirming-password')).primary()?.click();
    const screen = await done;
    expect(markup()).not.to.contain(PASSWORD);
    expect(screen.root.querySelector('input')).to.equal(null);
    const told = events.map((event) => JSON.stringify({...event}));
    const sent = JSON.stringify(endpoint.calls);
    const kept = JSON.stringify({...localStorage, ...sessionStorage, url: location.href, cookie: document.cookie});
    for (const text of [...told, sent, kept]) expect(text).not.to.contain(PASSWORD);
    expect(events.length).to.be.greaterThan(3);
  });
});

describe('the first code of <otp-enroll>', () => {
  it('reaches the endpoint and nobody else', async () => {
    const {element, endpoint} = await mountEnroll();
    const events: string[] = [];
    for (const name of ['otp-step', 'otp-enrolled'] as const)
      element.addEventListener(name, (event) => events.push(JSON.stringify({...event})));
    const screen = await enrollWith(element, 'done');
    const [[, codes] = []] = endpoint.calls.activateEnrolment;
    const code = codes?.[0]?.code ?? '';
    expect(code).to.match(/^\d{6}$/);
    for (const text of [...events, element.outerHTML, screen.root.innerHTML]) expect(text).not.to.contain(code);
    const {activateEnrolment: _, answerChallenge: __, ...others} = endpoint.calls;
    expect(JSON.stringify(others)).not.to.contain(`"${code}"`);
  });

  it('refused: nothing is left on the device, the customer keeps his method and may start over', async () => {
    const {element, endpoint} = await mountEnroll({
      device: {activateEnrolment: [problem('activation_invalid', {attemptsLeft: 4}), honestly]},
    });
    const screen = await enrollWith(element, 'failed');
    expect(screen.status()).to.contain('Mã đầu tiên chưa được chấp nhận');
    expect(screen.status()).to.contain('phương thức xác thực hiện tại không thay đổi.');
    const terms = comesTo(element, 'terms');
    screen.primary()?.click();
    await terms;
    await enrollWith(element, 'done');
    expect(endpoint.calls.activateEnrolment).to.have.length(2);
  });
});

describe('an interrupted <otp-enroll>', () => {
  it('removed in the middle, it gives the call up, keeps no keys and starts nothing', async () => {
    const {element, endpoint} = await mountEnroll({device: {createEnrolment: never}});
    await enrollWith(element, 'activating');
    while (endpoint.calls.createEnrolment.length === 0) await settled();
    element.remove();
    await settled();
    expect(element.step).to.equal('idle');
    expect(endpoint.calls.createEnrolment[0]?.[1].signal.aborted).to.equal(true);
    expect(endpoint.calls.getAuthentication).to.have.length(2);
    expect(JSON.stringify(element.shadowRoot?.innerHTML)).not.to.contain(PASSWORD);
  });

  it('after a reload it asks for the password and finishes; nothing is registered twice', async () => {
    const {element, endpoint} = await mountEnroll({device: {activateEnrolment: [never, honestly]}});
    await enrollWith(element, 'activating');
    while (endpoint.calls.activateEnrolment.length === 0) await settled();
    element.remove();
    await settled();
    const again = enrollAgain(endpoint);
    const screen = await reached(again, 'resuming');
    expect(screen.text('#hint')).to.contain('Việc đăng ký bị gián đoạn.');
    const told = heard(again, 'otp-enrolled');
    await enter(again, PASSWORD, 'done');
    expect((await told).accounts).to.deep.equal([accounts.base]);
    expect(endpoint.calls.createEnrolment).to.have.length(1);
    expect(endpoint.calls.createChallenge).to.have.length(1);
    expect(endpoint.calls.activateEnrolment).to.have.length(2);
  });

  it('whose activation went through unheard finishes by itself after a reload', async () => {
    const {element, endpoint} = await mountEnroll({
      device: {activateEnrolment: (honest) => honest().then(() => problem('timeout'))},
    });
    const screen = await enrollWith(element, 'failed');
    expect(screen.status()).not.to.contain('giữ nguyên');
    element.remove();
    const again = enrollAgain(endpoint);
    await reached(again, 'done');
    expect(endpoint.calls.activateEnrolment).to.have.length(1);
  });

  it('“start over” forgets what was begun', async () => {
    const {element, endpoint} = await mountEnroll({device: {activateEnrolment: [never, honestly]}});
    await enrollWith(element, 'activating');
    while (endpoint.calls.activateEnrolment.length === 0) await settled();
    element.remove();
    await settled();
    const again = enrollAgain(endpoint);
    const screen = await reached(again, 'resuming');
    const terms = comesTo(again, 'terms');
    screen.action('Đăng ký lại từ đầu')?.click();
    await terms;
    await enrollWith(again, 'done');
  });

  it('tells the host that the session has expired, and the customer what to do', async () => {
    const {element} = await mountEnroll({device: {createEnrolment: problem('session_expired')}});
    const expired = heard(element, 'otp-session-expired');
    const screen = await enrollWith(element, 'failed');
    await expired;
    expect(screen.status()).to.contain('Phiên đăng nhập đã hết hạn. Vui lòng đăng nhập lại.');
  });

  it('offline and back: trying again goes through', async () => {
    const {element} = await mountEnroll({device: {createEnrolment: [problem('offline'), honestly]}});
    const screen = await enrollWith(element, 'failed');
    expect(screen.status()).to.contain('Không có kết nối mạng. Vui lòng kiểm tra rồi thử lại.');
    await goOn(element, 'failed', 'terms');
    await enrollWith(element, 'done');
  });

  it('left by the customer, it says that nothing has changed and drops what was typed', async () => {
    const {element} = await mountEnroll();
    const screen = await prove(element);
    fill(screen.field(), PASSWORD);
    const dismissed = comesTo(element, 'dismissed');
    screen.action('Để sau')?.click();
    expect((await dismissed).status()).to.equal(
      'Quý khách chưa đăng ký KB-OTP. Phương thức xác thực hiện tại không thay đổi.',
    );
    expect((await dismissed).field()).to.equal(null);
  });

  it('says at each step which of the four it is', async () => {
    const {element} = await mountEnroll();
    const screen = await reached(element, 'terms');
    expect(screen.text('[part~=steps]')).to.equal('Bước 1/4: Điều khoản');
    screen.primary()?.click();
    await reached(element, 'proving');
    expect(screen.text('[part~=steps]')).to.equal('Bước 2/4: Xác thực');
  });
});
