/** A page that names the elements in a registry of its own, where browsers have scoped registries (Chromium has). */
import {expect} from 'chai';
import {OtpVerify} from '../../src/index.js';
import {reached, scriptedEndpoint, send} from '../../stories/fixtures/index.js';
import {onPage} from './support/mount.js';

/** What TypeScript's DOM library may not know yet. */
type Scoped = ShadowRootInit & {readonly customElementRegistry: CustomElementRegistry};

const ownRoot = (registry: CustomElementRegistry): ShadowRoot => {
  const options: Scoped = {mode: 'open', customElementRegistry: registry};
  return onPage(document.createElement('div')).attachShadow(options);
};

describe('in a registry of the page’s own', () => {
  it('an element has the name that the page gives it, there alone, and verifies a code', async () => {
    const registry = new CustomElementRegistry();
    registry.define('broker-code', OtpVerify);
    const root = ownRoot(registry);
    root.innerHTML = '<broker-code account="058C123456" channel="kb-trade" purpose="login"></broker-code>';
    const element = root.querySelector<OtpVerify>('broker-code');
    if (!(element instanceof OtpVerify)) throw new Error('the registry does not make its element');
    element.endpoint = scriptedEndpoint();
    expect(customElements.get('broker-code')).to.equal(undefined);
    await reached(element, 'code');
    await send(element, 'verified');
    expect(element.step).to.equal('verified');
  });

  it('has another class of the same name beside it', async () => {
    const registry = new CustomElementRegistry();
    registry.define('otp-verify', class extends HTMLElement {});
    const root = ownRoot(registry);
    root.innerHTML = '<otp-verify account="058C123456"></otp-verify>';
    expect(root.querySelector('otp-verify')).not.to.be.instanceOf(OtpVerify);
    const ours = onPage(document.createElement('otp-verify'));
    expect(ours).to.be.instanceOf(OtpVerify);
  });
});
