/** What a page's service worker shows of a request, and where a touch on it leads. */
import {expect} from 'chai';
import {showRequests} from '../../src/worker.js';
import {reached} from '../../stories/fixtures/index.js';
import {FakePush} from './support/fake-push.js';
import {mountList} from './support/mount-device.js';

interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}

const shown: Shown[] = [];
const opened: string[] = [];
const scope = `${location.origin}/list/`;
let pages: {url: string; focus: () => Promise<void>}[] = [];

/** A page of the test hears the events that a worker would. */
async function happens(type: string, properties: object): Promise<void> {
  const waits: Promise<unknown>[] = [];
  const waitUntil = (until: Promise<unknown>) => void waits.push(until);
  dispatchEvent(Object.assign(new Event(type), properties, {waitUntil}));
  await Promise.all(waits);
}

const pushed = (data: unknown) => happens('push', {data});
const request = {json: () => ({type: 'kb-otp.request'})};

before(() => {
  Object.assign(globalThis, {
    registration: {
      scope,
      showNotification: async (title: string, options: object) => void shown.push({title, ...options} as Shown),
    },
    clients: {matchAll: async () => pages, openWindow: async (url: string) => void opened.push(url)},
  });
  showRequests({page: 'codes?from=notification'});
});
beforeEach(() => {
  pages = [];
  shown.length = opened.length = 0;
});

describe('showRequests() of a service worker', () => {
  it('says that something waits and nothing of what, in Vietnamese where no list has been asked', async () => {
    await pushed(request);
    expect(shown.map(({title, body}) => `${title}: ${body}`)).to.deep.equal([
      'KB-OTP: Quý khách có yêu cầu xác thực. Mở ứng dụng để xem.',
    ]);
  });

  it('speaks as the list did', async () => {
    const browser = new FakePush();
    const putBack = browser.install();
    const {element} = await mountList({lang: 'en'});
    await reached(element, 'locked');
    await element.enablePush(browser.registration);
    putBack();
    await pushed(request);
    expect(shown[0]?.body).to.equal('You have a verification request. Open the app to review it.');
  });

  it('leaves what others push, and what is nothing at all, to others', async () => {
    const broken = () => {
      throw new SyntaxError('no JSON');
    };
    for (const data of [null, {json: () => ({type: 'news'})}, {json: () => null}, {json: broken}]) await pushed(data);
    expect(shown).to.deep.equal([]);
  });

  it('brings back the page of the list, or opens it where there is none', async () => {
    const closed: string[] = [];
    const notification = (tag: string) => ({notification: {tag, close: () => void closed.push(tag)}});
    await happens('notificationclick', notification('news'));
    await happens('notificationclick', notification('kb-otp.request'));
    expect(opened).to.deep.equal([`${scope}codes?from=notification`]);
    const focused: string[] = [];
    const page = (url: string) => ({url, focus: async () => void focused.push(url)});
    pages = [page(`${scope}other`), page(`${scope}codes#open`)];
    await happens('notificationclick', notification('kb-otp.request'));
    expect([focused, opened.length, closed]).to.deep.equal([
      [`${scope}codes#open`],
      1,
      ['kb-otp.request', 'kb-otp.request'],
    ]);
  });
});
