import {expect} from 'chai';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {createVault} from '../../src/adapters/vault/index.js';
import {OtpScan} from '../../src/elements/internal/otp-scan/otp-scan.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import type {OpenCamera} from '../../src/ports/camera.js';
import type {ApprovalOptions} from '../../src/testing/endpoint/approvals.js';
import {bound} from '../../src/testing/endpoint/scans.js';
import {FakeCamera} from '../../stories/fixtures/camera.js';
import {appears, pressable, tap, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {codesShown, DEVICE, enter, heldBack, honestly, PASSWORD} from '../../stories/fixtures/device.js';
import type {ScriptedDeviceEndpoint} from '../../stories/fixtures/device.js';
import {accounts, comesTo, problem, shown} from '../../stories/fixtures/index.js';
import {setNetwork} from '../../stories/fixtures/customer/network.js';
import {hastened} from './support/fake-timers.js';
import {mountList, type Setting} from './support/mount-device.js';
import {aiming, camera, hold, opened, says, scannerOf} from './support/scanning.js';

async function reviewing(setting: Setting<OtpList> = {}, options: ApprovalOptions = {}) {
  const mounted = await aiming(setting);
  const asked = await hold(mounted.endpoint, options);
  await appears(() => mounted.scanner.step === 'reviewing');
  return {...mounted, asked};
}

const sent = ({calls}: ScriptedDeviceEndpoint) => calls.approveRequest.map(([, , submission]) => submission);
const keys = ({calls}: ScriptedDeviceEndpoint) =>
  calls.approveRequest.map(([, , , {idempotencyKey}]) => idempotencyKey);
const codesAround = ({books, now}: ScriptedDeviceEndpoint) =>
  Promise.all([-30_000, 0, 30_000].map((off) => books.boundCode(DEVICE, accounts.base, bound, now() + off)));

/** The digits that can be typed, as soon as they are there. */
const digitsOf = ({shadowRoot}: Element): Promise<string> =>
  appears(() => {
    const digits = shown(shadowRoot?.querySelector('[part=code] [aria-hidden]')).replace(' ', '');
    return /^\d{8}$/.test(digits) && digits;
  });

describe('what is scanned on <otp-list>', () => {
  it('is approved by itself, with the number that the picture has: nobody types anything', async () => {
    const {element, endpoint, scanner, asked} = await reviewing();
    await tap(scanner, 'requestApprove');
    await says(element, 'Đã phê duyệt. Quý khách có thể quay lại KB-Trade.');
    const [submission, ...more] = sent(endpoint);
    expect(more).to.deep.equal([]);
    expect(submission?.number).to.equal(asked.number);
    expect(await codesAround(endpoint)).to.contain(submission?.code);
    expect(asked.outcome()).to.equal('approved');
    await tap(scanner, 'done');
    expect(await codesShown(element)).to.have.length(1);
  });

  it('waits no more above the list once it is answered: that is asked at once, and not when its time has come', async () => {
    const atUsualPace = hastened([3000], 0.001);
    try {
      const {endpoint, scanner} = await reviewing();
      const {listRequests} = endpoint.calls;
      await tap(scanner, 'requestApprove');
      await pressable(scanner, 'done');
      const before = listRequests.length;
      await tap(scanner, 'done');
      await appears(() => listRequests.length === before + 1);
    } finally {
      atUsualPace();
    }
  });

  it('has no number where the request wants none', async () => {
    const {element, endpoint, scanner} = await reviewing({}, {number: ''});
    await tap(scanner, 'requestApprove');
    await says(element, 'Đã phê duyệt.');
    expect(sent(endpoint)[0]).to.not.have.property('number');
  });

  it('is shown in the endpoint’s own lines, with who asks, for which account, and how long it waits', async () => {
    const {element} = await reviewing();
    for (const words of ['Đặt lệnh mua', '1.000 VNM', '67.500.000', 'Từ KB-Trade, lúc', '058C•••456', 'Còn 1:5'])
      await says(element, words);
  });

  it('is answered by eight digits to type where there is no network, and the endpoint is not asked', async () => {
    const {element, endpoint, scanner} = await reviewing();
    setNetwork(false);
    await tap(scanner, 'boundCreate');
    const digits = await digitsOf(scanner);
    expect(await codesAround(endpoint)).to.contain(digits);
    await says(element, 'Nhập mã này trên KB-Trade.');
    await says(element, 'Mã này chỉ dùng cho giao dịch này.');
    expect(sent(endpoint)).to.deep.equal([]);
  });

  it('shows its digits beside an answer that is slow, and ends as that does', async () => {
    const answer = heldBack();
    const {element, endpoint, scanner} = await reviewing({device: {approveRequest: [answer.step as never]}});
    await tap(scanner, 'requestApprove');
    await says(element, 'Đang phê duyệt…');
    const digits = await digitsOf(scanner);
    expect(sent(endpoint).map(({code}) => code)).to.deep.equal([digits]);
    answer.release();
    await says(element, 'Đã phê duyệt.');
    expect(scanner.shadowRoot?.querySelector('[part=code]')).to.equal(null);
  });

  it('of which nothing was heard says so, and is the same answer when it is sent again', async () => {
    const lost = async (honest: () => Promise<unknown>) => {
      await honest();
      return problem('timeout');
    };
    const {element, endpoint, scanner, asked} = await reviewing({
      device: {approveRequest: [lost, honestly]},
    });
    await tap(scanner, 'requestApprove');
    await says(element, 'Chưa nhận được kết quả. Nếu KB-Trade chưa tiếp tục, hãy nhập mã này.');
    expect(await digitsOf(scanner)).to.equal(sent(endpoint)[0]?.code);
    await tap(scanner, 'retry');
    await says(element, 'Đã phê duyệt.');
    expect(new Set(keys(endpoint)).size).to.equal(1);
    expect(sent(endpoint)[1]).to.deep.equal(sent(endpoint)[0]);
    expect(asked.outcome()).to.equal('approved');
  });

  for (const code of ['session_expired', 'challenge_not_found'] as const)
    it(`is typed where this device can’t answer by itself: ${code}`, async () => {
      const {element, scanner} = await reviewing({device: {approveRequest: problem(code)}});
      await tap(scanner, 'requestApprove');
      expect(await digitsOf(scanner)).to.match(/^\d{8}$/);
      await says(element, 'Nhập mã này trên KB-Trade.');
      expect(wordsIn(element)).to.not.contain('Chưa nhận được kết quả');
    });

  it('is rejected by two presses, with its reason', async () => {
    const {element, endpoint, scanner, asked} = await reviewing();
    await tap(scanner, 'requestReject');
    await tap(scanner, 'requestNotMe');
    await says(element, 'Đã từ chối. Hãy đổi mật khẩu đăng nhập và liên hệ KBSV ngay.');
    expect(asked.outcome()).to.equal('not-me');
    expect(sent(endpoint)).to.deep.equal([]);
  });

  it('and is of somebody else is told, and the camera goes on to the right one', async () => {
    const {element, endpoint, scanner} = await aiming();
    await appears(() => camera.isOn);
    camera.show('WIFI:S:cafe;T:WPA;P:cappuccino;;');
    await says(element, 'Mã QR này không phải của KBSV. Không tiếp tục trên trang đã hiển thị mã này.');
    camera.show('x'.repeat(3000));
    await hold(endpoint, {account: accounts.second});
    await says(element, 'Giao dịch này không thuộc tài khoản nào trên thiết bị này.');
    await hold(endpoint, {}, 60);
    await says(element, 'Mã QR đã hết hiệu lực. Hãy lấy mã QR mới trên KB-Trade.');
    expect([camera.isOn, camera.opened]).to.deep.equal([true, 1]);
    await hold(endpoint);
    await appears(() => scanner.step === 'reviewing');
  });

  it('by keys of another endpoint is foreign', async () => {
    const {element} = await aiming();
    const {endpoint} = await mountList({scans: true});
    await hold(endpoint);
    await says(element, 'Mã QR này không phải của KBSV.');
  });

  it('is copied as the codes of the list are', async () => {
    const copied: string[] = [];
    const clipboard = {writeText: async (text: string) => void copied.push(text)};
    Object.defineProperty(navigator, 'clipboard', {configurable: true, value: clipboard});
    try {
      const {element, scanner} = await reviewing();
      setNetwork(false);
      await tap(scanner, 'boundCreate');
      const digits = await digitsOf(scanner);
      await tap(scanner, 'copy');
      await says(element, 'Đã sao chép');
      expect(copied).to.deep.equal([digits]);
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard');
    }
  });

  it('leaves its digits in no attribute and no event, and nowhere once it is done', async () => {
    const heard: Event[] = [];
    for (const name of ['otp-step', 'otp-error', 'otp-submit', 'otp-done'])
      document.addEventListener(name, (event) => heard.push(event));
    const {element, scanner} = await reviewing();
    heard.length = 0;
    setNetwork(false);
    await tap(scanner, 'boundCreate');
    const digits = await digitsOf(scanner);
    const attributes = [...(scanner.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((one) =>
      [...one.attributes].map(({value}) => value),
    );
    expect([element.outerHTML, scanner.outerHTML, ...attributes].join()).to.not.contain(digits);
    await tap(scanner, 'done');
    await pressable(scanner, 'scan');
    expect(scanner.shadowRoot?.textContent).to.not.contain(digits.slice(0, 4));
    expect(heard).to.deep.equal([]);
  });
});

describe('the camera of <otp-list>', () => {
  const visibility = (state: 'hidden' | 'visible') => {
    Object.defineProperty(document, 'visibilityState', {configurable: true, value: state});
    document.dispatchEvent(new Event('visibilitychange'));
  };
  afterEach(() => void Reflect.deleteProperty(document, 'visibilityState'));

  async function on(setting: Setting<OtpList> = {}) {
    const mounted = await aiming(setting);
    await appears(() => camera.isOn);
    return mounted;
  }
  const goesOff = () => appears(() => !camera.isOn);

  it('is off until the customer wants to scan, and shows what it sees then', async () => {
    const {element} = await opened();
    await pressable(await scannerOf(element), 'scan');
    expect(camera.opened).to.equal(0);
    await tap(await scannerOf(element), 'scan');
    await says(element, 'Hướng camera vào mã QR');
    await appears(() => element.shadowRoot?.querySelector('otp-scan')?.shadowRoot?.querySelector('.finder canvas'));
  });

  const waysOut: Readonly<Record<string, (mounted: Awaited<ReturnType<typeof on>>) => unknown>> = {
    'the customer goes back': ({scanner}) => tap(scanner, 'back'),
    'something was scanned': ({endpoint}) => hold(endpoint),
    'the list is locked': ({element}) => element.restart(),
    'the list leaves the page': ({element}) => element.remove(),
    'the page is hidden': () => visibility('hidden'),
    'the list is gone': () => createVault(createDeviceStore()).erase(),
  };
  for (const [when, leave] of Object.entries(waysOut))
    it(`is off once ${when}`, async () => {
      const mounted = await on();
      await leave(mounted);
      await goesOff();
    });

  it('is not there behind the lock: whoever unlocks sees the list', async () => {
    const {element} = await on();
    const locked = comesTo(element, 'locked');
    visibility('hidden');
    await locked;
    await appears(() => !element.shadowRoot?.querySelector('otp-scan'));
    visibility('visible');
    await enter(element, PASSWORD, 'open');
    expect(await codesShown(element)).to.have.length(1);
    expect([camera.isOn, camera.opened]).to.deep.equal([false, 1]);
  });

  it('that comes too late is turned off at once', async () => {
    let grant: (opened: OpenCamera) => void = () => undefined;
    let closed = 0;
    OtpScan.camera = {
      prepare: async () => undefined,
      open: () => new Promise((resolve) => void (grant = resolve)),
    };
    const {scanner} = await aiming();
    await tap(scanner, 'back');
    await pressable(scanner, 'scan');
    grant({view: document.createElement('div'), close: () => void (closed += 1)});
    await appears(() => closed === 1);
    await pressable(scanner, 'scan');
  });

  it('goes on where the list is moved on the page', async () => {
    const {element} = await on();
    const place = document.createElement('div');
    document.body.append(place);
    place.append(element);
    await appears(() => camera.opened === 2 && camera.isOn);
    place.remove();
    await goesOff();
  });

  it('that does not open is told, with a second try', async () => {
    OtpScan.camera = new FakeCamera('denied');
    const {element, scanner} = await aiming();
    await says(element, 'Chưa mở được camera. Hãy cho phép dùng camera rồi thử lại.');
    OtpScan.camera = camera;
    await tap(scanner, 'retry');
    await says(element, 'Hướng camera vào mã QR');
  });

  it('that is taken away while it is on is told', async () => {
    const {element} = await on();
    camera.lose();
    await says(element, 'Camera đang được dùng ở nơi khác.');
    expect(camera.isOn).to.equal(false);
  });
});
