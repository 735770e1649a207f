/** One phone that asks and answers: the page opens the app at its request, and stays as it was. */
import {expect} from 'chai';
import type {OtpRequestEndedEvent} from '../../src/request-ended-event.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {appears, approveWith, inside, pressable, tap, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {enter, PASSWORD} from '../../stories/fixtures/device.js';
import {challenge, shown, type Script} from '../../stories/fixtures/index.js';
import {bringLateParts} from '../../stories/fixtures/mount/late-parts.js';
import {pressedBy} from '../../stories/fixtures/mount/pointer.js';
import {hastened} from './support/fake-timers.js';
import {heard, mount, type Setting} from './support/mount.js';
import {mountList} from './support/mount-device.js';

const approvable = {
  createChallenge: ({request}) =>
    challenge.kbOtp({...request, id: 'chl_00000000000000000007', approval: {number: '47'}}),
} satisfies Script;

before(bringLateParts);
let atUsualPointer = () => undefined as void;
afterEach(() => atUsualPointer());
const pressed = (by: 'coarse' | 'fine') => {
  atUsualPointer = pressedBy(by);
};

const app = 'https://app.example/m-able?from=kb-trade';

async function asking(setting: Setting & {readonly channelUrls?: OtpVerify['channelUrls']} = {}) {
  const {channelUrls = {'m-able': app}, ...others} = setting;
  const mounted = mount({script: approvable, ...others});
  mounted.element.channelUrls = channelUrls;
  await pressable(mounted.element, 'approveTypeCode');
  return mounted;
}

const links = ({shadowRoot}: Element) => [...(shadowRoot?.querySelectorAll<HTMLAnchorElement>('a') ?? [])];

describe('a page on the phone that is to approve', () => {
  it('opens the app at what it asks, in a tab of its own that knows nothing of the page', async () => {
    pressed('coarse');
    const {element} = await asking();
    const [link, ...others] = links(element);
    expect(others).to.deep.equal([]);
    expect([shown(link), link?.part.value, link?.target, link?.rel]).to.deep.equal([
      'Mở M-able',
      'primary',
      '_blank',
      'noopener',
    ]);
    expect(link?.href).to.equal(`${app}&request=chl_00000000000000000007`);
  });

  it('goes on by itself once it is approved there', async () => {
    pressed('coarse');
    const {element, endpoint} = await asking();
    const verified = heard(element, 'otp-verified');
    endpoint.approveOnDevice();
    expect((await verified).grant.purpose).to.equal('order');
  });

  it('offers each app that makes codes and that the page knows an address of, and no other channel', async () => {
    pressed('coarse');
    const {element} = await asking({
      channelUrls: {'kb-mobile': 'kbmobile://otp', 'm-able': app, 'kb-able': 'https://app.example/kb-able'},
    });
    expect(links(element).map((link) => [shown(link), link.part.value])).to.deep.equal([
      ['Mở KB-Mobile', 'action'],
      ['Mở M-able', 'action'],
    ]);
    expect(links(element)[0]?.href).to.match(/^kbmobile:\/\/otp\/?\?request=/);
  });

  for (const [what, channelUrls] of [
    ['no address', {}],
    ['an address that a browser would run', {'m-able': 'javascript:alert(1)'}],
    ['nothing that is an address', {'m-able': null} as unknown as Record<string, string>],
    ['null in place of addresses', null as unknown as Record<string, string>],
  ] as const)
    it(`has no link where it was given ${what}`, async () => {
      pressed('coarse');
      const {element} = await asking({channelUrls});
      expect(links(element)).to.deep.equal([]);
    });
});

describe('a page on a desk', () => {
  it('has no link to an app that is not there', async () => {
    pressed('fine');
    const {element} = await asking();
    expect(links(element)).to.deep.equal([]);
  });
});

/** What stands in place of its codes may be there before them. */
const open = (element: OtpList) => enter(element, PASSWORD, 'open');
const says = (element: Element, words: string) => appears(() => wordsIn(element).includes(words));

describe('an app that is opened at a request', () => {
  /** The list asks again ten times sooner in these tests. */
  let atUsualPace: () => void;
  beforeEach(() => void (atUsualPace = hastened([3000], 10)));
  afterEach(() => atUsualPace());

  const asked = [{id: 'apr_00000000000000000001'}, {id: 'apr_00000000000000000002', channelName: 'KB-Buddy'}] as const;

  it('shows it as soon as the list is open, whatever else waits, and says when it has come to its end', async () => {
    const {element} = await mountList({asked, properties: {request: asked[0].id}});
    const ended: [string, string][] = [];
    element.addEventListener('otp-request-ended', ({request, end}: OtpRequestEndedEvent) => ended.push([request, end]));
    await says(element, 'Yêu cầu đang chờ: 2');
    expect((await inside(element, 'otp-requests')).step, 'while the list is locked').to.equal('waiting');
    await open(element);
    await approveWith(element, '47');
    await says(element, 'Đã phê duyệt. Quý khách có thể quay lại KB-Trade.');
    expect(ended).to.deep.equal([[asked[0].id, 'approved']]);
  });

  it('shows it once: a customer who has left it finds the list', async () => {
    const {element} = await mountList({asked, properties: {request: asked[0].id}});
    await open(element);
    const requests = await inside(element, 'otp-requests');
    await tap(requests, 'back');
    await appears(() => requests.step === 'waiting');
    element.requestUpdate();
    await element.updateComplete;
    await requests.updateComplete;
    expect(requests.step).to.equal('waiting');
  });

  it('shows the next one that the page comes for', async () => {
    const {element} = await mountList({asked});
    await open(element);
    const requests = await inside(element, 'otp-requests');
    await appears(() => requests.step === 'waiting');
    element.request = asked[1].id;
    await appears(() => requests.step === 'reviewing');
    await says(element, 'Từ KB-Buddy');
  });

  for (const [what, request] of [
    ['is over', 'apr_00000000000000000009'],
    ['is none', null as unknown as string],
  ] as const)
    it(`shows the list where what the page came for ${what}`, async () => {
      const {element} = await mountList({asked, properties: {request}});
      await open(element);
      const requests = await inside(element, 'otp-requests');
      await appears(() => requests.shadowRoot?.querySelector('button.bar'));
      expect([element.step, requests.step]).to.deep.equal(['open', 'waiting']);
    });

  it('says that it was rejected', async () => {
    const {element} = await mountList({asked: [asked[0]], properties: {request: asked[0].id}});
    const ended = heard(element, 'otp-request-ended');
    await open(element);
    const requests = await inside(element, 'otp-requests');
    await tap(requests, 'requestReject');
    await tap(requests, 'requestNotMe');
    expect((await ended).end).to.equal('not-me');
  });
});
