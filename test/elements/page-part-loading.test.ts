/** What only a page that takes codes itself or waits for a proof needs comes then, and for nobody else. */
import '../../src/define/otp-verify.js';
import {expect} from 'chai';
import {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {leave, reached, send} from '../../stories/fixtures/index.js';
import {heard, mount, settled} from './support/mount.js';

/** Modules that the page has asked for, of those. */
const ofPages = () =>
  performance
    .getEntriesByType('resource')
    .map(({name}) => new URL(name).pathname)
    .filter((path) =>
      /src.*(page-part|(adapters|wiring)\/.*(approv|session-grant|scan-picture)|denied-event|otp-verify\/(approving|collect|covering|request|scanning)|live-picture|qr-code|submit-event|collecting|submission|dialog)/.test(
        path,
      ),
    );

describe('a page that asks for a typed code', () => {
  it('loads nothing that only another kind of page needs', async () => {
    performance.setResourceTimingBufferSize(5_000);
    const {element} = mount();
    await send(element, 'verified');
    await settled();
    expect(ofPages()).to.deep.equal([]);
  });
});

describe('a part that can’t be loaded', () => {
  const {page} = OtpVerify.parts;
  before(() => void (OtpVerify.parts.page = () => Promise.reject(new TypeError('lost'))));
  after(() => void (OtpVerify.parts.page = page));

  it('keeps an element in collect mode from asking, and never sends a code to the endpoint instead', async () => {
    const {element, endpoint} = mount({mode: 'collect'});
    const error = await heard(element, 'otp-error');
    const screen = await reached(element, 'failed');
    expect(error.problem.code).to.equal('unreachable');
    expect(Object.values(endpoint.calls).flat()).to.deep.equal([]);
    expect(leave(screen)).not.to.equal(undefined);
  });

  it('is tried again when the customer tries again', async () => {
    const {element} = mount({mode: 'collect'});
    const screen = await reached(element, 'failed');
    OtpVerify.parts.page = page;
    screen.primary()?.click();
    await reached(element, 'code');
  });

  it('rejects a request as the import is rejected', async () => {
    OtpVerify.parts.page = () => Promise.reject(new TypeError('lost'));
    const {element} = mount({account: ''});
    const error = await element.request({purpose: 'login'}).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
    expect(element.step).to.equal('idle');
  });
});
