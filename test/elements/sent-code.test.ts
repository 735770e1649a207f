/** WebOTP: a browser that reads the text message that is bound to the page fills the code in (test bar F11). */
import {expect} from 'chai';
import {challenge, comesTo, order, reached, statusWith} from '../../stories/fixtures/index.js';
import {mount, settled, type Setting} from './support/mount.js';

interface Asked {
  readonly options: {readonly otp?: {readonly transport: readonly string[]}; readonly signal: AbortSignal};
  readonly give: (code: string | null) => void;
}

const asked: Asked[] = [];
const {get} = navigator.credentials;

/** In place of the browser, which asks the customer and reads their messages. */
function readsMessages(): void {
  Object.assign(globalThis, {OTPCredential: class {}});
  navigator.credentials.get = (options) =>
    new Promise((resolve, reject) => {
      const {signal} = options as Asked['options'];
      signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      const give = (code: string | null) => resolve(code === null ? null : ({code} as unknown as Credential));
      asked.push({options: options as Asked['options'], give});
    });
}

const bySms: Setting = {
  script: {getAuthentication: statusWith('sms', 'kb-otp'), createChallenge: challenge.sms({transaction: order})},
};
const isAsked = async (times: number) => {
  while (asked.length < times) await settled();
};

const isCalledOff = async (index: number) => {
  while (asked[index]?.options.signal.aborted !== true) await settled();
};

describe('the code of a text message', () => {
  beforeEach(readsMessages);
  afterEach(() => {
    asked.length = 0;
    navigator.credentials.get = get;
    Reflect.deleteProperty(globalThis, 'OTPCredential');
  });

  it('that the browser hands over is in the field, and goes out where the page sends unasked', async () => {
    const {element, endpoint} = mount({...bySms, autoSubmit: true});
    await reached(element, 'code');
    await isAsked(1);
    expect(asked[0]?.options.otp).to.deep.equal({transport: ['sms']});
    const verified = comesTo(element, 'verified');
    asked[0]?.give('123456');
    await verified;
    expect(endpoint.calls.answerChallenge.map(([, code]) => code)).to.deep.equal(['123456']);
  });

  it('waits in the field where the customer confirms', async () => {
    const {element, endpoint} = mount(bySms);
    const screen = await reached(element, 'code');
    await isAsked(1);
    asked[0]?.give('123456');
    await settled();
    await element.updateComplete;
    expect([screen.field()?.value, screen.painted()]).to.deep.equal(['123456', '123456']);
    expect(endpoint.calls.answerChallenge).to.have.length(0);
  });

  it('takes nothing away that the customer has typed meanwhile', async () => {
    const {element} = mount(bySms);
    const screen = await reached(element, 'code');
    await isAsked(1);
    const field = screen.field();
    if (!field) throw new Error('there is no field');
    field.value = '98';
    field.dispatchEvent(new InputEvent('input', {data: '98', bubbles: true}));
    asked[0]?.give('123456');
    await settled();
    expect(field.value).to.equal('98');
  });

  it('is waited for no longer once the element is gone, nor once another method is asked', async () => {
    const {element} = mount(bySms);
    const screen = await reached(element, 'code');
    await isAsked(1);
    const choosing = comesTo(element, 'choosing-method');
    screen.action('Dùng phương thức khác')?.click();
    await choosing;
    await isCalledOff(0);
    const second = mount(bySms);
    await reached(second.element, 'code');
    await isAsked(2);
    second.element.remove();
    await isCalledOff(1);
  });

  it('is not called off where the browser has ended that by itself: Chromium would end the page', async () => {
    const {element} = mount(bySms);
    await reached(element, 'code');
    await isAsked(1);
    asked[0]?.give(null);
    element.remove();
    const second = mount(bySms);
    await reached(second.element, 'code');
    await isAsked(2);
    second.element.remove();
    expect(asked[1]?.options.signal.aborted).to.equal(false, 'the browser may be about to say so');
    await isCalledOff(1);
    expect(asked[0]?.options.signal.aborted).to.equal(false);
  });

  it('is not asked for where a code comes from elsewhere', async () => {
    await reached(mount().element, 'code');
    await settled();
    expect(asked).to.have.length(0);
  });

  it('that is broken, or that the customer keeps to themselves, is typed', async () => {
    const {element} = mount(bySms);
    const screen = await reached(element, 'code');
    await isAsked(1);
    asked[0]?.give(null);
    await settled();
    expect([screen.field()?.value, element.step]).to.deep.equal(['', 'code']);
  });
});
