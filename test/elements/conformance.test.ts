/** What every element does alike, whatever it is for: one table of elements, one list of what each of them keeps to. */
import {expect} from 'chai';
import '../../src/define.js';
import '../../src/define/otp-synchronize.js';
import type {LitElement} from 'lit';
import type {OtpStepEvent} from '../../src/events.js';
import {
  accounts,
  never,
  problem,
  scriptedEndpoint,
  type Script,
  type ScriptedEndpoint,
} from '../../stories/fixtures/index.js';
import {forgetList} from '../../stories/fixtures/device.js';
import {onPage, settled} from './support/mount.js';

interface Common extends LitElement {
  account: string | null;
  channel: string;
  endpoint: unknown;
  messages: object;
  readonly step: string;
}

interface Row {
  readonly channel: string;
  /** Where it comes to by itself with an account that the endpoint does not answer for. */
  readonly rests: string;
  /** Whether it asks the endpoint for the account before it asks the customer for anything. */
  readonly asks: boolean;
  /** Whether it waits for an account. */
  readonly waits: boolean;
}

const table: Readonly<Record<string, Row>> = {
  'otp-verify': {channel: 'kb-trade', rests: 'loading', asks: true, waits: true},
  'otp-enroll': {channel: 'm-able', rests: 'loading', asks: true, waits: true},
  'otp-cancel': {channel: 'kb-trade', rests: 'loading', asks: true, waits: true},
  'otp-synchronize': {channel: 'kb-trade-ds', rests: 'loading', asks: true, waits: true},
  'otp-list': {channel: 'm-able', rests: 'empty', asks: false, waits: false},
};

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await settled();
};

const asked = ({calls}: ScriptedEndpoint): number => calls.getAuthentication.length;
const isGivenUp = ({calls}: ScriptedEndpoint, call: number) => calls.getAuthentication[call]?.[1].signal.aborted;

const pageShow = () => window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));

for (const [name, {channel, rests, asks, waits}] of Object.entries(table)) {
  const mount = (script: Script = {getAuthentication: never}, properties: object = {}) => {
    document.documentElement.lang = 'vi';
    const endpoint = scriptedEndpoint(script);
    const element = document.createElement(name) as Common;
    Object.assign(element, {endpoint, account: accounts.base, channel, ...properties});
    return {element: onPage(element), endpoint};
  };

  /** Mounted, and come to rest. */
  const resting = async (script?: Script, properties?: object) => {
    const mounted = mount(script, properties);
    await until(() => mounted.element.step === rests && (!asks || asked(mounted.endpoint) > 0));
    return mounted;
  };

  /** Every step event from now on, as it was heard where the element stands. */
  const stepsOf = (element: Common): OtpStepEvent[] => {
    const steps: OtpStepEvent[] = [];
    element.addEventListener('otp-step', (event) => steps.push(event));
    return steps;
  };

  const card = (element: Common) => element.renderRoot.querySelector('section');

  describe(`<${name}> keeps to what every element does`, () => {
    afterEach(() => forgetList());

    it('has one card, with a name and the language of the page', async () => {
      const {element} = await resting();
      await element.updateComplete;
      expect(card(element)?.getAttribute('aria-label')).to.match(/\S/);
      expect(card(element)?.lang).to.equal('vi');
    });

    it('speaks the language that is set around it, from then on', async () => {
      const {element} = await resting();
      await element.updateComplete;
      const before = card(element)?.getAttribute('aria-label');
      document.documentElement.lang = 'en';
      await until(() => card(element)?.lang === 'en');
      expect(card(element)?.getAttribute('aria-label')).not.to.equal(before);
      expect(element.step).to.equal(rests);
    });

    it('takes its account and channel from attributes as well', async () => {
      const {element, endpoint} = mount(undefined, {account: null, channel: ''});
      element.setAttribute('channel', channel);
      element.setAttribute('account', accounts.second);
      const last = () => endpoint.calls.getAuthentication.at(-1)?.[0];
      if (asks) await until(() => last()?.account === accounts.second);
      if (asks) expect(last()?.channel).to.equal(channel);
      await until(() => element.step === rests);
    });

    it('says each step once, and from where it came', async () => {
      const {element} = mount();
      const steps = stepsOf(element);
      await until(() => element.step === rests);
      await settled();
      expect(steps.map(({step}) => step).at(-1)).to.equal(rests);
      steps.reduce((before, {step, previousStep}) => {
        expect(previousStep).to.equal(before);
        return step;
      }, 'idle');
    });

    it('moved in the document, it goes on as if nothing had been', async () => {
      const {element, endpoint} = await resting();
      const steps = stepsOf(element);
      onPage(document.createElement('div')).append(element);
      await settled();
      expect(element.step).to.equal(rests);
      expect(steps).to.deep.equal([]);
      if (asks) expect([asked(endpoint), isGivenUp(endpoint, 0)]).to.deep.equal([1, false]);
    });

    it('taken off the page, it gives up what it asked, and says nothing more', async () => {
      const {element, endpoint} = await resting();
      const steps = stepsOf(element);
      element.remove();
      await settled();
      expect(element.step).to.equal('idle');
      expect(steps).to.deep.equal([]);
      if (asks) expect([asked(endpoint), isGivenUp(endpoint, 0)]).to.deep.equal([1, true]);
    });

    it('put back later, it starts afresh', async () => {
      const {element, endpoint} = await resting();
      element.remove();
      await settled();
      onPage(element);
      await until(() => element.step === rests && (!asks || asked(endpoint) === 2));
    });

    it('another endpoint object is another question, and the one before hears no more', async () => {
      const {element, endpoint} = await resting();
      const other = scriptedEndpoint({getAuthentication: never});
      element.endpoint = other;
      await until(() => element.step === rests && (!asks || asked(other) === 1));
      if (asks) expect([asked(endpoint), isGivenUp(endpoint, 0)]).to.deep.equal([1, true]);
    });

    it('an endpoint attribute that names none stops it, and the page hears why', async () => {
      const {element, endpoint} = await resting();
      const codes: string[] = [];
      element.addEventListener('otp-error', ({problem: {code}}) => codes.push(code));
      element.setAttribute('endpoint', 'ftp://otp.example');
      await until(() => element.step === 'failed');
      expect(codes).to.deep.equal(['misconfigured']);
      if (asks) expect(isGivenUp(endpoint, 0)).to.equal(true);
    });

    it('restored by the browser, it shows nothing of before', async () => {
      const {element, endpoint} = await resting();
      const steps = stepsOf(element);
      pageShow();
      await until(() => element.step === rests && (asks ? asked(endpoint) === 2 : steps.length > 0));
    });

    it('the host’s words stand in place of its own', async () => {
      const {element} = await resting();
      const before = element.renderRoot.textContent;
      element.messages = new Proxy({}, {get: () => 'The host says so'});
      await element.updateComplete;
      expect(element.renderRoot.textContent).to.contain('The host says so');
      element.messages = {};
      await element.updateComplete;
      expect(element.renderRoot.textContent).to.equal(before);
    });

    if (waits)
      it('without an account it rests, and asks nothing', async () => {
        const {element, endpoint} = mount(undefined, {account: null});
        await settled();
        expect(element.step).to.equal('idle');
        expect(asked(endpoint)).to.equal(0);
      });

    if (waits)
      it('an account that is taken away ends what was asked for it', async () => {
        const {element, endpoint} = await resting();
        element.account = null;
        await until(() => element.step === 'idle');
        expect(isGivenUp(endpoint, 0)).to.equal(true);
      });

    if (asks)
      it('tries again by itself when the network is back, and after no other failure', async () => {
        const script = {getAuthentication: [problem('maintenance'), problem('offline'), never]} as const;
        const {element, endpoint} = mount(script);
        await until(() => element.step === 'failed');
        window.dispatchEvent(new Event('online'));
        await settled();
        expect(asked(endpoint)).to.equal(1);
        element.account = accounts.second;
        await until(() => element.step === 'failed' && asked(endpoint) === 2);
        window.dispatchEvent(new Event('online'));
        await until(() => element.step === rests && asked(endpoint) === 3);
      });
  });
}
