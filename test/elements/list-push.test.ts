/** The device's browser is told that something waits, where the customer wants that: nothing of it is asked unasked. */
import {expect} from 'chai';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {createVault} from '../../src/adapters/vault/index.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {SENDER} from '../../src/testing/endpoint/pushes.js';
import {appears} from '../../stories/fixtures/customer/inside.js';
import {DEVICE, type ScriptedDeviceEndpoint} from '../../stories/fixtures/device.js';
import {problem, reached} from '../../stories/fixtures/index.js';
import {FakePush, fingerprintOf, subscriptionTo} from './support/fake-push.js';
import {listAgain, mountList, type Setting} from './support/mount-device.js';

let push: FakePush;
let putBack: () => void;
beforeEach(() => {
  push = new FakePush();
  putBack = push.install();
});
afterEach(() => putBack());

const told = ({calls}: ScriptedDeviceEndpoint) =>
  calls.registerPushSubscription.map(([, subscription]) => subscription);
const known = async (endpoint: ScriptedDeviceEndpoint) => {
  const state = await endpoint.getPushState?.(DEVICE, {signal: new AbortController().signal, idempotencyKey: 'key'});
  return state?.ok ? state.value.subscription : undefined;
};

async function locked(setting: Setting<OtpList> = {}) {
  const mounted = await mountList(setting);
  await reached(mounted.element, 'locked');
  return mounted;
}

/** The list on a page that comes after the one where it was asked for. */
async function enabled(setting: Setting<OtpList> = {}) {
  const mounted = await locked(setting);
  expect(await mounted.element.enablePush(push.registration)).to.deep.equal({type: 'registered'});
  return mounted;
}

async function openedAgain({element, endpoint}: Awaited<ReturnType<typeof enabled>>) {
  element.remove();
  const asked = endpoint.calls.getPushState.length;
  const again = listAgain(endpoint);
  await appears(() => endpoint.calls.getPushState.length > asked);
  return again;
}

describe('enablePush() of <otp-list>', () => {
  it('asks the browser by the endpoint’s key and tells the endpoint of what comes of it, and of nothing else', async () => {
    push.next = {...subscriptionTo('first'), expirationTime: null, secret: 'of another browser'};
    const {endpoint} = await enabled();
    expect(push.asked).to.deep.equal([SENDER]);
    expect(told(endpoint)).to.deep.equal([subscriptionTo('first')]);
    expect(await known(endpoint)).to.equal(await fingerprintOf(subscriptionTo('first')));
  });

  it('tells the endpoint nothing that it knows, and asks the customer no second time', async () => {
    const {element, endpoint} = await enabled();
    expect(await element.enablePush(push.registration)).to.deep.equal({type: 'registered'});
    expect(told(endpoint)).to.have.length(1);
  });

  for (const odd of [undefined, null, {}, 'sw.js'])
    it(`takes ${JSON.stringify(odd)} for no registration, and what was registered stays`, async () => {
      const {element, endpoint} = await enabled();
      const {type} = await element.enablePush(odd as ServiceWorkerRegistration);
      expect(type).to.equal('problem');
      expect(endpoint.calls.removePushSubscription).to.deep.equal([]);
      expect(await known(endpoint)).to.equal(await fingerprintOf(subscriptionTo('first')));
    });

  for (const [what, fails, type] of [
    ['forbids it', () => void (push.answer = 'denied'), 'refused'],
    ['has forbidden it before', () => void (push.permission = 'denied'), 'refused'],
    ['says nothing', () => void (push.answer = null), 'undecided'],
  ] as const)
    it(`registers nothing where the customer ${what}: ${type}`, async () => {
      const {element, endpoint} = await locked();
      fails();
      expect(await element.enablePush(push.registration)).to.deep.equal({type});
      expect(told(endpoint)).to.deep.equal([]);
    });

  for (const odd of [
    {},
    null,
    {...subscriptionTo('x'), endpoint: 'http://push.example/x'},
    {...subscriptionTo('x'), keys: {p256dh: 'short', auth: 'b'.repeat(22)}},
  ])
    it(`registers nothing that no message can be encrypted to: ${JSON.stringify(odd)?.slice(0, 40)}`, async () => {
      push.next = odd;
      const {element, endpoint} = await locked();
      expect(await element.enablePush(push.registration)).to.deep.equal({type: 'not-supported'});
      expect(told(endpoint)).to.deep.equal([]);
    });

  it('leaves alone what the registration is subscribed to for somebody else', async () => {
    push.kept = {key: `B${'c'.repeat(85)}A`, json: subscriptionTo('of-the-host')};
    const {element, endpoint} = await locked();
    expect(await element.enablePush(push.registration)).to.deep.equal({type: 'other-sender'});
    expect([push.kept.json, told(endpoint)]).to.deep.equal([subscriptionTo('of-the-host'), []]);
  });

  it('says what a browser has none of, an endpoint does not offer, and a device has no list for', async () => {
    const {element, endpoint} = await locked();
    const without = {...endpoint, getPushState: undefined};
    const asks = (list: OtpList) => list.enablePush(push.registration);
    expect(
      await asks(await reached(listAgain(without as never), 'locked').then(({element: list}) => list)),
    ).to.deep.equal({type: 'not-offered'});
    putBack();
    Object.defineProperty(globalThis, 'Notification', {value: undefined, configurable: true});
    expect(await asks(element)).to.deep.equal({type: 'not-supported'});
    Reflect.deleteProperty(globalThis, 'Notification');
    putBack = push.install();
    await createVault(createDeviceStore()).erase();
    expect(await asks(element)).to.deep.equal({type: 'no-list'});
    expect(push.asked).to.deep.equal([]);
  });

  it('hands on what went wrong at the endpoint and in the browser', async () => {
    const {element} = await locked({device: {registerPushSubscription: problem('rate_limited')}});
    expect(await element.enablePush(push.registration)).to.have.nested.property('problem.code', 'rate_limited');
    Object.assign(push, {kept: null, fault: 'AbortError'});
    expect(await element.enablePush(push.registration)).to.have.nested.property('problem.hint', 'Web Push: AbortError');
  });
});

describe('a list whose browser is told', () => {
  it('is opened later: what the browser has changed meanwhile is sent, and nothing else', async () => {
    const mounted = await enabled();
    push.kept = null;
    push.next = subscriptionTo('second');
    await openedAgain(mounted);
    const {endpoint} = mounted;
    await appears(() => told(endpoint).length === 2);
    expect(told(endpoint)[1]).to.deep.equal(subscriptionTo('second'));
  });

  it('is subscribed anew where the endpoint has another key', async () => {
    const key = `B${'d'.repeat(85)}A`;
    let first = true;
    const getPushState = async (honest: () => Promise<{readonly ok: boolean; readonly value?: object}>) => {
      const state = await honest();
      const isFirst = first;
      first = false;
      return isFirst ? state : {...state, value: {...state.value, applicationServerKey: key}};
    };
    const mounted = await enabled({device: {getPushState: getPushState as never}});
    push.next = subscriptionTo('second');
    await openedAgain(mounted);
    await appears(() => told(mounted.endpoint).length === 2);
    expect(push.kept?.key).to.equal(key);
  });

  it('asks nothing where the customer has never wanted it, or has taken it back in the browser', async () => {
    const mounted = await enabled();
    push.permission = 'denied';
    mounted.element.remove();
    const {endpoint} = mounted;
    const [asked, listed] = [endpoint.calls.getPushState.length, endpoint.calls.listRequests.length];
    const again = listAgain(endpoint);
    await appears(() => endpoint.calls.listRequests.length > listed);
    await again.disablePush();
    expect(endpoint.calls.getPushState.length).to.equal(asked);
  });

  it('is told no more once the page says so, although the endpoint can’t be asked', async () => {
    const mounted = await enabled({device: {removePushSubscription: problem('unreachable')}});
    expect(await mounted.element.disablePush()).to.have.nested.property('problem.code', 'unreachable');
    expect(push.kept).to.equal(null);
  });

  it('is told no more, and is not told again by a later opening', async () => {
    const {element, endpoint} = await enabled();
    expect(await element.disablePush()).to.deep.equal({type: 'removed'});
    expect([push.kept, await known(endpoint)]).to.deep.equal([null, undefined]);
    const [asked, listed] = [endpoint.calls.getPushState.length, endpoint.calls.listRequests.length];
    element.remove();
    const again = listAgain(endpoint);
    await appears(() => endpoint.calls.listRequests.length > listed);
    await again.disablePush();
    expect(endpoint.calls.getPushState.length).to.equal(asked);
  });

  it('takes the browser’s subscription with it when it leaves the device', async () => {
    const {element} = await enabled();
    await createVault(createDeviceStore()).erase();
    await reached(element, 'empty');
    await appears(() => push.kept === null);
  });
});
