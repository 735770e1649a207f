/** A language that a host brings: every message of every element, by the public API alone. */
import {expect} from 'chai';
import {addLanguage, type Translation} from '../../src/index.js';
import {cancelTexts} from '../../src/elements/otp-cancel/texts.js';
import {enrollTexts} from '../../src/elements/otp-enroll/texts.js';
import {deviceCodeTexts} from '../../src/elements/internal/otp-device-code/texts.js';
import {synchronizeTexts} from '../../src/elements/internal/otp-synchronize/texts.js';
import {listTexts} from '../../src/elements/otp-list/texts.js';
import {verifyTexts} from '../../src/elements/otp-verify/texts.js';
import {requestsTexts} from '../../src/elements/internal/otp-requests/texts.js';
import {approvingMessages} from '../../src/i18n/messages/approving.js';
import {coveringMessages} from '../../src/i18n/messages/covering.js';
import {requestsBarMessages} from '../../src/i18n/messages/requests-bar.js';
import {scanningMessages} from '../../src/i18n/messages/scanning.js';
import {reached, shown, verify} from '../../stories/fixtures/index.js';
import {mount, settled, show} from './support/mount.js';

const ids = Object.keys({
  ...verifyTexts,
  ...enrollTexts,
  ...listTexts,
  ...cancelTexts,
  ...synchronizeTexts,
  ...deviceCodeTexts,
  ...requestsTexts,
  ...approvingMessages,
  ...coveringMessages,
  ...requestsBarMessages,
  ...scanningMessages,
});

/** Says the id of each message, and its values. */
const spelled = (mark: string): Translation =>
  Object.fromEntries(
    ids.map((id) => [id, (...values: unknown[]) => [mark + id, ...values].join(' ')]),
  ) as unknown as Translation;

before(() => {
  addLanguage('tlh', spelled('~'));
  addLanguage('tlh-Latn', spelled('^'), {like: 'vi'});
});

describe('a language that a host has added', () => {
  it('is spoken where the page’s `lang` names it, in place of English and Vietnamese', async () => {
    const {element} = mount({lang: 'tlh'});
    const screen = await reached(element, 'code');
    expect(screen.text('label')).to.equal('~codeKbOtp');
    expect(screen.text('[part~=hint] bdi')).to.match(/^~hintKbOtp /);
    expect(screen.root.querySelector('[part~=card]')?.getAttribute('lang')).to.equal('tlh');
  });

  it('takes what the endpoint says, and times, from the language that it is like', async () => {
    const purposeIn = async (lang: string) => (await reached(mount({lang}).element, 'code')).purpose();
    expect(await purposeIn('tlh')).to.include('Buy order 1,000 VNM');
    expect(await purposeIn('tlh-Latn')).to.include('Đặt lệnh mua 1.000 VNM');
  });

  it('is found by the nearest tag (RFC 4647, lookup)', async () => {
    const labelIn = async (lang: string) => (await reached(mount({lang}).element, 'code')).text('label');
    expect(await labelIn('tlh-KX')).to.equal('~codeKbOtp');
    expect(await labelIn('TLH-latn-kx')).to.equal('^codeKbOtp');
    expect(await labelIn('tl')).to.equal('Mã xác thực KB-OTP');
  });

  it('gives way to the host’s own wording of one element', async () => {
    const {element} = mount({lang: 'tlh', messages: {confirm: 'Qap'}});
    const screen = await reached(element, 'code');
    expect([shown(screen.primary()), screen.text('label')]).to.deep.equal(['Qap', '~codeKbOtp']);
  });

  it('is spoken at once by elements that are on the page before it comes', async () => {
    const {element} = mount({lang: 'art'});
    const screen = await reached(element, 'code');
    expect(screen.text('label')).to.equal('Mã xác thực KB-OTP');
    addLanguage('art', spelled('+'));
    await settled();
    await element.updateComplete;
    expect(screen.text('label')).to.equal('+codeKbOtp');
  });

  it('leaves no word of ours on any screen', async () => {
    for (const state of verify.states) {
      const {screen, element} = await show(verify, state);
      document.documentElement.lang = 'tlh';
      await settled();
      await element.updateComplete;
      const said = [screen.status(), ...screen.actions().map(shown)].filter(Boolean);
      for (const text of said) expect(text, state.name).to.match(/^~/);
      element.remove();
    }
  });

  it('is not taken while a text is missing', () => {
    // @ts-expect-error a translation that leaves a message out does not compile
    const incomplete: Translation = {title: 'ngoq'};
    expect(Object.keys(incomplete)).to.have.length(1);
    // @ts-expect-error nor one that gives a text where the message has values to say
    const blank: Pick<Translation, 'codeInvalidLeft'> = {codeInvalidLeft: 'few left'};
    expect(blank.codeInvalidLeft).to.be.a('string');
  });
});
