import {expect} from 'chai';
import {reached, scriptedEndpoint, screenOf} from '../../stories/fixtures/index.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {mount, onPage} from './support/mount.js';

const label = (element: OtpVerify) => screenOf(element).text('label');
const vietnamese = 'Mã xác thực KB-OTP';
const english = 'KB-OTP authentication code';

/** Resolves when the element's label has these words. */
const speaks = (element: OtpVerify, words: string): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (label(element) !== words) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(screenOf(element).root, {subtree: true, childList: true, characterData: true});
    look();
  });

const box = (lang: string): HTMLElement => {
  const node = onPage(document.createElement('div'));
  node.lang = lang;
  return node;
};

describe('the language of <otp-verify>', () => {
  it('is its own `lang` before that of the page', async () => {
    const {element} = mount({lang: 'vi', attributes: {lang: 'en'}});
    await reached(element, 'code');
    expect(label(element)).to.equal(english);
  });

  it('is that of the nearest ancestor', async () => {
    const {element} = mount({lang: 'vi', parent: box('en-GB')});
    await reached(element, 'code');
    expect(label(element)).to.equal(english);
  });

  it('is Vietnamese where the page is in neither', async () => {
    const {element} = mount({lang: 'ko'});
    await reached(element, 'code');
    expect(label(element)).to.equal(vietnamese);
  });

  it('is told to screen readers by `lang` inside', async () => {
    const {element} = mount({lang: 'ko'});
    const {root} = await reached(element, 'code');
    expect(root.querySelector('[part~=card]')?.getAttribute('lang')).to.equal('vi');
  });

  it('changes with the page', async () => {
    const {element} = mount({lang: 'vi'});
    await reached(element, 'code');
    document.documentElement.lang = 'en';
    await speaks(element, english);
  });

  it('changes with its own `lang`, keeping what was typed', async () => {
    const {element} = mount({lang: 'vi'});
    const screen = await reached(element, 'code');
    const field = screen.field();
    if (field) field.value = '123';
    element.lang = 'en';
    await speaks(element, english);
    expect(screen.field()?.value).to.equal('123');
  });

  it('changes where the element is moved to another language', async () => {
    const {element} = mount({lang: 'vi'});
    await reached(element, 'code');
    box('en').append(element);
    await speaks(element, english);
  });

  it('reaches into a shadow tree', async () => {
    const host = box('en');
    const {element} = mount({parent: host.attachShadow({mode: 'open'})});
    await reached(element, 'code');
    expect(label(element)).to.equal(english);
  });

  it('changes with its own `lang` inside a shadow tree', async () => {
    const {element} = mount({parent: box('vi').attachShadow({mode: 'open'})});
    await reached(element, 'code');
    element.lang = 'en';
    await speaks(element, english);
  });

  it('is each element’s own: two languages stand on one page', async () => {
    const {element: first} = mount({lang: 'vi'});
    const {element: second} = mount({lang: 'vi', parent: box('en'), endpoint: scriptedEndpoint()});
    await Promise.all([reached(first, 'code'), reached(second, 'code')]);
    expect([label(first), label(second)]).to.deep.equal([vietnamese, english]);
    first.requestUpdate();
    await first.updateComplete;
    expect([label(first), label(second)]).to.deep.equal([vietnamese, english]);
  });

  it('asks the endpoint nothing when it changes', async () => {
    const {element, endpoint} = mount({lang: 'vi'});
    await reached(element, 'code');
    document.documentElement.lang = 'en';
    await speaks(element, english);
    expect(endpoint.calls.getAuthentication).to.have.length(1);
    expect(endpoint.calls.createChallenge).to.have.length(1);
  });
});
