import {expect} from 'chai';
import {
  appears,
  approveWith,
  inside,
  openRequests,
  pressable,
  tap,
  type,
  wordsIn,
} from '../../stories/fixtures/customer/inside.js';
import {clockFrom, codesShown, DEVICE, enter, honestly, PASSWORD} from '../../stories/fixtures/device.js';
import type {ScriptedDeviceEndpoint} from '../../stories/fixtures/device.js';
import {accounts, comesTo, problem, reached, shown} from '../../stories/fixtures/index.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import type {ApprovalOptions} from '../../src/testing/endpoint/approvals.js';
import {cashTransfer, displayLines} from '../../src/testing/endpoint/transactions.js';
import {hastened, timersOf} from './support/fake-timers.js';
import {mountList, type Setting} from './support/mount-device.js';

const transfer: ApprovalOptions = {
  purpose: 'cash-transfer',
  display: displayLines({transaction: cashTransfer}),
  channel: 'kb-buddy',
  channelName: 'KB-Buddy',
  number: '08',
};

async function opened(setting: Setting<OtpList> = {}) {
  const mounted = await mountList({asked: [{}], ...setting});
  await enter(mounted.element, PASSWORD, 'open');
  await codesShown(mounted.element);
  return mounted;
}

async function reviewing(setting: Setting<OtpList> = {}) {
  const mounted = await opened(setting);
  await openRequests(mounted.element);
  const requests = await inside(mounted.element, 'otp-requests');
  await appears(() => requests.step === 'reviewing');
  return {...mounted, requests};
}

const says = (element: Element, words: string) => appears(() => wordsIn(element).includes(words));

const sent = ({calls}: ScriptedDeviceEndpoint) => calls.approveRequest.map(([, , submission]) => submission);
const keys = ({calls}: ScriptedDeviceEndpoint) =>
  calls.approveRequest.map(([, , , {idempotencyKey}]) => idempotencyKey);
const codesAround = ({books, now}: ScriptedDeviceEndpoint) =>
  [-30_000, 0, 30_000].map((off) => books.code(DEVICE, accounts.base, now() + off));

const asked = ({calls}: ScriptedDeviceEndpoint) => calls.listRequests.length;

/** The list asks again ten times sooner in these tests. */
const TIMES = 10;
let atUsualPace: () => void;
beforeEach(() => void (atUsualPace = hastened([3000, 6000], TIMES)));
afterEach(() => atUsualPace());

describe('a request that waits for an approval on <otp-list>', () => {
  it('is approved by the two digits that the asking page shows: one code goes to the endpoint, and nobody types it', async () => {
    const {element, endpoint} = await reviewing();
    await approveWith(element, '47');
    await says(element, 'Đã phê duyệt. Quý khách có thể quay lại KB-Trade.');
    const [submission, ...more] = sent(endpoint);
    expect(more).to.deep.equal([]);
    expect(submission?.number).to.equal('47');
    expect(codesAround(endpoint)).to.contain(submission?.code);
  });

  it('is answered to its question where it has one', async () => {
    const bound = {suite: 'OCRA-1:HOTP-SHA256-8:QN08-T30S', question: '04815162'};
    const {element, endpoint} = await reviewing({asked: [{...bound, code: {length: 8, alphabet: 'digits'}}]});
    await approveWith(element, '47');
    await says(element, 'Đã phê duyệt.');
    expect(sent(endpoint)[0]?.code).to.match(/^\d{8}$/);
  });

  it('is approved without digits where none are asked for', async () => {
    const {element, endpoint, requests} = await reviewing({asked: [{number: ''}]});
    await tap(requests, 'requestApprove');
    await says(element, 'Đã phê duyệt.');
    expect(sent(endpoint)[0]).to.not.have.property('number');
  });

  it('shows the endpoint’s own lines, who asks, and how long it waits', async () => {
    const {element} = await reviewing({asked: [transfer]});
    for (const words of ['Chuyển tiền', '250.000.000', 'TRẦN THỊ NGỌC BÍCH', 'Từ KB-Buddy, lúc', 'Còn 1:5'])
      await says(element, words);
  });

  it('warns where a line of the endpoint does', async () => {
    const same = (text: string) => ({vi: text, en: text});
    const alert = {type: 'alert', label: same('Lưu ý'), value: same('Người nhận mới')};
    const {requests} = await reviewing({asked: [{display: [...displayLines({}), alert]}]});
    expect(shown(requests.shadowRoot?.querySelector('.notice.danger'))).to.equal('Lưu ý Người nhận mới');
  });

  it('with a wrong number says so and how many tries are left, and takes the right one after it', async () => {
    const {element, endpoint, requests} = await reviewing();
    await approveWith(element, '48');
    await says(element, 'Số chưa đúng. Quý khách còn 4 lần thử.');
    expect(requests.shadowRoot?.querySelector<HTMLInputElement>('#code')?.value).to.equal('');
    await approveWith(element, '47');
    await says(element, 'Đã phê duyệt.');
    expect(new Set(keys(endpoint)).size).to.equal(2);
  });

  it('with the last wrong number is over', async () => {
    const {element} = await reviewing({asked: [{attemptsLeft: 1}]});
    await approveWith(element, '48');
    await says(element, 'Đã nhập sai quá số lần cho phép. Hãy gửi yêu cầu mới từ KB-Trade.');
  });

  for (const [label, reason, words] of [
    ['requestChangedMind', 'changed-mind', 'Đã từ chối. Chưa có giao dịch nào được thực hiện.'],
    ['requestNotMe', 'not-me', 'Đã từ chối. Hãy đổi mật khẩu đăng nhập và liên hệ KBSV ngay.'],
  ] as const)
    it(`is rejected by two presses, with its reason: ${reason}`, async () => {
      const {element, endpoint, requests} = await reviewing();
      await tap(requests, 'requestReject');
      await tap(requests, label);
      await says(element, words);
      expect(endpoint.calls.rejectRequest.map(([, , given]) => given)).to.deep.equal([reason]);
      expect(sent(endpoint)).to.deep.equal([]);
    });

  it('that was not rejected after all is still there', async () => {
    const {endpoint, requests} = await reviewing();
    await tap(requests, 'requestReject');
    await tap(requests, 'back');
    await pressable(requests, 'requestReject');
    expect(endpoint.calls.rejectRequest).to.deep.equal([]);
  });

  it('that the page takes back while it is looked at is gone, and the list is there again', async () => {
    const {element, endpoint} = await opened({asked: []});
    const page = endpoint.askForApproval();
    await openRequests(element);
    page.withdraw();
    await says(element, 'Yêu cầu đã hết hiệu lực hoặc đã được trả lời.');
    await tap(await inside(element, 'otp-requests'), 'done');
    await appears(() => !element.shadowRoot?.querySelector('otp-requests'));
    expect(await codesShown(element)).to.have.length(1);
  });

  it('that runs out while it is looked at is gone, whether or not the endpoint is asked', async () => {
    const {element} = await reviewing({asked: [{expiresIn: 2}]});
    await says(element, 'Yêu cầu đã hết hiệu lực hoặc đã được trả lời.');
  });

  it('that was approved elsewhere meanwhile is gone, whatever is typed', async () => {
    const {element} = await reviewing({device: {approveRequest: problem('challenge_expired')}});
    await approveWith(element, '47');
    await says(element, 'Yêu cầu đã hết hiệu lực hoặc đã được trả lời.');
  });

  it('is answered once however often that is sent: an attempt of which nothing was heard is the same the next time', async () => {
    const lost = async (honest: () => Promise<unknown>) => {
      await honest();
      return problem('timeout');
    };
    const {element, endpoint, requests} = await reviewing({device: {approveRequest: [lost, honestly]}});
    await approveWith(element, '47');
    await says(element, 'Chưa nhận được kết quả.');
    await tap(requests, 'requestApprove');
    await says(element, 'Đã phê duyệt.');
    expect(new Set(keys(endpoint)).size).to.equal(1);
    expect(sent(endpoint)[1]).to.deep.equal(sent(endpoint)[0]);
  });

  it('asks for digits that no browser knows: none is offered from a message', async () => {
    const {requests} = await reviewing();
    expect(requests.shadowRoot?.querySelector<HTMLInputElement>('#code')?.autocomplete).to.equal('off');
  });

  it('waits where the endpoint says so, and is approved then', async () => {
    const busy = () => problem('rate_limited', {retryIn: 1});
    const {element, requests} = await reviewing({device: {approveRequest: [busy, honestly]}});
    await approveWith(element, '47');
    await says(element, 'Thử lại sau 0:01');
    await tap(requests, 'requestApprove');
    await says(element, 'Đã phê duyệt.');
  });
});

describe('what <otp-list> says of requests', () => {
  it('is how many, while it is locked, and nothing of what they are', async () => {
    const {element} = await mountList({asked: [{}, transfer]});
    await says(element, 'Yêu cầu đang chờ: 2');
    expect(wordsIn(element)).to.not.contain('VNM');
    expect(wordsIn(element)).to.not.contain('Chuyển tiền');
  });

  it('tells several apart, the latest first', async () => {
    const {element, endpoint} = await opened({asked: [{}, transfer]});
    await openRequests(element);
    const requests = await inside(element, 'otp-requests');
    const choices = await appears(() => {
      const found = [...(requests.shadowRoot?.querySelectorAll<HTMLButtonElement>('.choices button') ?? [])];
      return found.length > 0 && found;
    });
    expect(choices.map(shown)).to.match(/^Chuyển tiền.*KB-Buddy.*,Đặt lệnh mua 1\.000 VNM.*KB-Trade/);
    choices[1]?.click();
    await approveWith(element, '47');
    await says(element, 'Đã phê duyệt.');
    await tap(requests, 'done');
    await appears(() => shown(requests.shadowRoot?.querySelector('.bar')).startsWith('Chuyển tiền'));
    expect(sent(endpoint)).to.have.length(1);
  });

  it('goes away with the lock: whoever picks up the phone sees none of it', async () => {
    const {element} = await reviewing();
    const locked = comesTo(element, 'locked');
    element.restart();
    await locked;
    await says(element, 'Yêu cầu đang chờ: 1');
    expect(wordsIn(element)).to.not.contain('VNM');
  });

  it('moves nothing and takes no focus when a request comes', async () => {
    // In a step's last seconds the next code takes some of the button's place.
    const {element, endpoint} = await opened({asked: [], now: clockFrom()});
    const copy = element.shadowRoot?.querySelector<HTMLButtonElement>('.copy');
    copy?.focus();
    const {top, left} = copy!.getBoundingClientRect();
    endpoint.askForApproval();
    await appears(() => element.shadowRoot?.querySelector('otp-requests')?.shadowRoot?.querySelector('.bar'));
    const {top: after, left: leftAfter} = copy!.getBoundingClientRect();
    expect(after).to.be.closeTo(top, 0.5);
    expect(leftAfter).to.equal(left);
    expect(element.shadowRoot?.activeElement).to.equal(copy);
  });

  it('is announced once when one comes', async () => {
    const {element} = await opened();
    const requests = await inside(element, 'otp-requests');
    const line = await appears(() => requests.shadowRoot?.querySelector('[role=status]'));
    await appears(() => shown(line) === 'Yêu cầu đang chờ: 1');
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(line, {childList: true, characterData: true, subtree: true});
    const before = shown(requests.shadowRoot?.querySelector('.bar'));
    await appears(() => shown(requests.shadowRoot?.querySelector('.bar')) !== before);
    observer.disconnect();
    expect(changes).to.have.length(0);
  });

  it('is nothing where an answer breaks the contract', async () => {
    const {element} = await mountList({asked: [{display: [{label: 'no words'}] as never}]});
    const requests = await inside(element, 'otp-requests');
    await requests.updateComplete;
    expect(wordsIn(element)).to.not.contain('Yêu cầu');
  });

  it('holds no code and no digits that could be read from the page or its events', async () => {
    const {element, endpoint, requests} = await reviewing();
    const heard: Event[] = [];
    for (const name of ['otp-step', 'otp-error', 'otp-submit', 'otp-done'])
      document.addEventListener(name, (event) => heard.push(event));
    await type(requests, '47');
    const painted = requests.shadowRoot?.innerHTML ?? '';
    await tap(requests, 'requestApprove');
    await says(element, 'Đã phê duyệt.');
    const code = sent(endpoint)[0]?.code ?? 'none';
    const all = [painted, requests.shadowRoot?.innerHTML, element.outerHTML, JSON.stringify(heard)].join();
    expect(all).to.not.contain(code);
    expect(JSON.stringify(requests.shadowRoot?.querySelector('#code')?.getAttribute('value') ?? null)).to.equal('null');
    expect(heard).to.deep.equal([]);
  });
});

describe('how often <otp-list> asks what waits', () => {
  const visibility = (state: 'hidden' | 'visible') => {
    Object.defineProperty(document, 'visibilityState', {configurable: true, value: state});
    document.dispatchEvent(new Event('visibilitychange'));
  };
  afterEach(() => void Reflect.deleteProperty(document, 'visibilityState'));
  const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, (count * 1000) / TIMES));

  it('is every three seconds', async () => {
    const delays = await timersOf(async () => {
      const {endpoint} = await mountList();
      await appears(() => asked(endpoint) === 2);
    });
    expect(delays).to.include(3000);
  });

  it('is never twice at a time', async () => {
    const {endpoint} = await mountList({device: {listRequests: () => new Promise(() => {})}});
    await appears(() => asked(endpoint) === 1);
    visibility('hidden');
    visibility('visible');
    await seconds(4);
    expect(asked(endpoint)).to.equal(1);
  });

  it('is not at all while the page is hidden, and at once when it is seen again', async () => {
    const {endpoint} = await mountList();
    await appears(() => asked(endpoint) === 1);
    visibility('hidden');
    await seconds(4);
    expect(asked(endpoint)).to.equal(1);
    visibility('visible');
    await appears(() => asked(endpoint) === 2);
  });

  it('is not at all while the list is not on the screen', async () => {
    const {element, endpoint} = await mountList();
    await appears(() => asked(endpoint) === 1);
    element.style.display = 'none';
    await seconds(4);
    expect(asked(endpoint)).to.equal(1);
  });

  it('is not at all once the list has left the page', async () => {
    const {element, endpoint} = await mountList();
    await appears(() => asked(endpoint) === 1);
    element.remove();
    await seconds(4);
    expect(asked(endpoint)).to.equal(1);
  });

  it('is never again where the endpoint knows no requests', async () => {
    const {endpoint} = await mountList({device: {listRequests: problem('not_found')}});
    await appears(() => asked(endpoint) === 1);
    await seconds(7);
    expect(asked(endpoint)).to.equal(1);
  });

  it('is more and more seldom while answers fail', async () => {
    const {endpoint} = await mountList({device: {listRequests: problem('unreachable')}});
    await appears(() => asked(endpoint) === 1);
    await seconds(4);
    expect(asked(endpoint)).to.equal(1);
    await appears(() => asked(endpoint) === 2);
  });

  it('is never where a host’s own endpoint has no such call', async () => {
    const {element, endpoint} = await opened();
    await appears(() => asked(endpoint) > 0);
    const {element: without} = await mountList({asked: [{}], properties: {}});
    Object.assign(without, {endpoint: {...endpoint, listRequests: undefined}});
    await reached(without, 'locked');
    expect(wordsIn(without)).to.not.contain('Yêu cầu');
    element.remove();
  });
});
