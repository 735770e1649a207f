import {expect} from 'chai';
import {
  accounts,
  fill,
  held,
  leave,
  never,
  order,
  press,
  problem,
  reached,
  scriptedEndpoint,
  send,
  shown,
} from '../../stories/fixtures/index.js';
import {define} from '../../src/define/define.js';
import {heard, mount, onPage, settled} from './support/mount.js';

/** Every event of the element, by name, from now on. */
const record = (element: HTMLElement): string[] => {
  const names: string[] = [];
  for (const name of ['otp-step', 'otp-verified', 'otp-error', 'otp-session-expired', 'otp-dismissed'] as const)
    element.addEventListener(name, () => names.push(name));
  return names;
};

const pageShow = (persisted: boolean) => window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted}));

describe('the life of <otp-verify>', () => {
  it('keeps properties that were set before the element was defined', async () => {
    const before = document.createElement('otp-verify-late');
    const endpoint = scriptedEndpoint();
    Object.assign(before, {
      endpoint,
      account: accounts.base,
      channel: 'kb-trade',
      purpose: 'order',
      transaction: order,
    });
    onPage(before);
    const {OtpVerify} = await import('../../src/elements/otp-verify/otp-verify.js');
    customElements.define('otp-verify-late', class extends OtpVerify {});
    const element = before as InstanceType<typeof OtpVerify>;
    await reached(element, 'code');
    expect(endpoint.calls.createChallenge[0]?.[0].transaction).to.deep.equal(order);
  });

  it('skips a second definition with a warning; the first one works', async () => {
    const first = customElements.get('otp-verify');
    const warn = console.warn.bind(console);
    const warnings: string[] = [];
    console.warn = (text: string) => warnings.push(text);
    try {
      define('otp-verify', class extends HTMLElement {});
    } finally {
      console.warn = warn;
    }
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('otp-verify');
    expect(customElements.get('otp-verify')).to.equal(first);
    await reached(mount().element, 'code');
  });

  it('asks nothing before it has an account', async () => {
    const {element, endpoint} = mount({account: ' '});
    await element.updateComplete;
    expect(element.step).to.equal('idle');
    expect(endpoint.calls.getAuthentication).to.have.length(0);
  });

  it('removed with a call in flight: the call is aborted, nothing is heard of it, nothing new is asked', async () => {
    const {element, endpoint} = mount({script: {answerChallenge: never}});
    await send(element, 'submitting');
    const events = record(element);
    element.remove();
    await settled();
    expect(endpoint.calls.answerChallenge[0]?.[2].signal.aborted).to.be.true;
    expect(endpoint.calls.getAuthentication).to.have.length(1);
    expect(events).to.deep.equal([]);
    expect(element.step).to.equal('idle');
  });

  it('removed: the code is gone from its tree', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    fill(screen.field(), '123456');
    element.remove();
    await settled();
    expect(screen.root.querySelector('input')?.value ?? '').to.equal('');
    expect(screen.painted()).to.equal('');
  });

  it('put back later, it starts afresh', async () => {
    const {element, endpoint} = mount();
    await reached(element, 'code');
    element.remove();
    await settled();
    onPage(element);
    await reached(element, 'code');
    expect(endpoint.calls.getAuthentication).to.have.length(2);
  });

  it('moved in the same tick, it keeps its flow and its call', async () => {
    const answer = held(({grant}) => grant);
    const {element, endpoint} = mount({script: {answerChallenge: answer.step}});
    await send(element, 'submitting');
    onPage(document.createElement('div')).append(element);
    await settled();
    expect(element.step).to.equal('submitting');
    answer.release();
    await reached(element, 'verified');
    expect(endpoint.calls.getAuthentication).to.have.length(1);
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });

  it('moved with a half-typed code, it keeps the code', async () => {
    const {element} = mount();
    const screen = await reached(element, 'code');
    fill(screen.field(), '1234');
    onPage(document.createElement('div')).append(element);
    await settled();
    expect(screen.field()?.value).to.equal('1234');
  });

  it('follows its attributes: another account is another question', async () => {
    const {element, endpoint} = mount();
    await reached(element, 'code');
    element.account = accounts.second;
    await reached(element, 'loading');
    await reached(element, 'code');
    const asked = endpoint.calls.getAuthentication.map(([{account}]) => account);
    expect(asked).to.deep.equal([accounts.base, accounts.second]);
  });

  it('does not start over for an equal transaction in a new object', async () => {
    const {element, endpoint} = mount();
    await reached(element, 'code');
    element.transaction = {...order};
    await element.updateComplete;
    await settled();
    expect(endpoint.calls.getAuthentication).to.have.length(1);
  });

  it('two elements share nothing: ids, codes, calls', async () => {
    const first = mount();
    const second = mount({account: accounts.second});
    const [one, two] = await Promise.all([reached(first.element, 'code'), reached(second.element, 'code')]);
    fill(one.field(), '123456');
    await first.element.updateComplete;
    expect(two.field()?.value).to.equal('');
    await send(first.element, 'verified');
    expect(second.element.step).to.equal('code');
    expect(second.endpoint.calls.answerChallenge).to.have.length(0);
    expect(document.querySelectorAll('#code, #status, #hint')).to.have.length(0);
  });

  it('comes back from the back/forward cache without the code, and reads the status again', async () => {
    const {element, endpoint} = mount();
    const before = await reached(element, 'code');
    fill(before.field(), '123456');
    await element.updateComplete;
    pageShow(true);
    await reached(element, 'loading');
    const screen = await reached(element, 'code');
    expect(screen.field()?.value).to.equal('');
    expect(screen.painted()).to.equal('');
    expect(endpoint.calls.getAuthentication).to.have.length(2);
  });

  it('a page that is shown for the first time is not a restored one', async () => {
    const {element, endpoint} = mount();
    await reached(element, 'code');
    pageShow(false);
    await settled();
    expect(endpoint.calls.getAuthentication).to.have.length(1);
  });

  it('tries again by itself when the network is back', async () => {
    const {element, endpoint} = mount({script: {getAuthentication: [problem('offline'), never]}});
    await reached(element, 'failed');
    window.dispatchEvent(new Event('online'));
    await reached(element, 'loading');
    expect(endpoint.calls.getAuthentication).to.have.length(2);
  });

  it('asks for the unknown outcome when the network is back, and does not send the code again', async () => {
    const {element, endpoint} = mount({
      script: {answerChallenge: problem('offline'), getChallenge: [problem('offline'), never]},
    });
    await send(element, 'outcome-unknown');
    window.dispatchEvent(new Event('online'));
    await reached(element, 'checking');
    expect(endpoint.calls.getChallenge).to.have.length(2);
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });

  it('leaves another failure alone when the network comes back', async () => {
    const {element, endpoint} = mount({script: {getAuthentication: problem('maintenance')}});
    await reached(element, 'failed');
    window.dispatchEvent(new Event('online'));
    await settled();
    expect(endpoint.calls.getAuthentication).to.have.length(1);
  });

  it('after it was dismissed, a customer can begin again', async () => {
    const {element, endpoint} = mount();
    await reached(element, 'code');
    const dismissed = heard(element, 'otp-dismissed');
    const screen = await press(element, leave, 'dismissed');
    await dismissed;
    expect(shown(screen.primary())).to.equal('Tiếp tục xác thực');
    await press(element, ({primary}) => primary(), 'code');
    expect(endpoint.calls.createChallenge).to.have.length(2);
  });

  for (const [mistake, setting] of [
    ['an endpoint', {endpoint: ''}],
    ['a channel that it knows', {channel: 'KB-Moon'}],
  ] as const) {
    it(`without ${mistake}, beginning again after leaving ends in the same words, not in waiting for ever`, async () => {
      const {element} = mount(setting);
      await reached(element, 'failed');
      await press(element, leave, 'dismissed');
      const screen = await press(element, ({primary}) => primary(), 'failed');
      expect(screen.status()).to.equal('Chưa thể xác thực trên trang này. Vui lòng dùng kênh khác hoặc liên hệ KBSV.');
    });
  }
});
