import {executeServerCommand} from '@web/test-runner-commands';
import {expect} from 'chai';
import {
  challenge,
  fill,
  never,
  problem,
  reached,
  statusWith,
  type Screen,
  type Script,
} from '../../stories/fixtures/index.js';
import {mount, type Setting} from './support/mount.js';

const cdp = (method: string, params: object) => executeServerCommand('cdp', {method, params});

const asking = async (setting: Setting = {}) => {
  const {element, endpoint} = mount(setting);
  return {element, endpoint, screen: await reached(element, 'code')};
};
const enter = (field: HTMLInputElement | null) =>
  field?.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true}));

describe('Enter before the code is complete says what is missing', () => {
  const rows = [
    ['vi', {length: 6, alphabet: 'digits'}, '123', 'Mã gồm 6 chữ số. Vui lòng nhập đủ.'],
    ['en', {length: 8, alphabet: 'digits'}, '123', 'The code has 8 digits. Please enter all of them.'],
    ['vi', {length: 8, alphabet: 'alphanumeric'}, 'a1', 'Mã gồm 8 ký tự. Vui lòng nhập đủ.'],
    ['en', {length: 8, alphabet: 'alphanumeric'}, '', 'The code has 8 characters. Please enter all of them.'],
    ['en', {length: 32, alphabet: 'any'}, '', 'Please fill this in before you confirm.'],
  ] as const;
  for (const [lang, code, typed, said] of rows)
    it(`${lang}, ${code.length} ${code.alphabet}, "${typed}"`, async () => {
      const {element, endpoint, screen} = await asking({lang, script: {createChallenge: {...challenge.kbOtp(), code}}});
      fill(screen.field(), typed);
      enter(screen.field());
      await element.updateComplete;
      expect(screen.status()).to.equal(said);
      expect(screen.field()?.value).to.equal(typed);
      expect(screen.field()?.getAttribute('aria-invalid')).to.equal('true');
      expect(endpoint.calls.answerChallenge).to.have.length(0);
    });

  it('a code with letters is not said to have digits only', async () => {
    const code = {length: 8, alphabet: 'alphanumeric'} as const;
    const {element, screen} = await asking({lang: 'en', script: {createChallenge: {...challenge.kbOtp(), code}}});
    fill(screen.field(), 'a!');
    await element.updateComplete;
    expect(screen.status()).to.equal('The code has letters and digits only. Please enter it again.');
  });
});

describe('what is typed while a new code is on its way', () => {
  const resending = async (resendChallenge: NonNullable<Script['resendChallenge']>, typed = '12') => {
    const sms = challenge.sms({resendIn: 0});
    const {element, endpoint, screen} = await asking({
      autoSubmit: true,
      script: {getAuthentication: statusWith('sms'), createChallenge: sms, resendChallenge},
    });
    fill(screen.field(), '98');
    screen.action('Gửi mã mới')?.click();
    await reached(element, 'resending');
    expect(screen.field()?.value, 'what is there is of the code before').to.equal('');
    expect(screen.field()?.readOnly).to.be.false;
    fill(screen.field(), typed);
    return {element, endpoint, screen, sms};
  };
  const kept = ({field}: Screen) => field()?.value;

  it('can be typed at all', async () => {
    const {screen, element} = await resending(never);
    await element.updateComplete;
    expect(kept(screen)).to.equal('12');
    expect(screen.painted()).to.equal('12');
  });

  it('stays when the new code has been sent', async () => {
    const another = challenge.sms({resendIn: 60});
    const {element, screen} = await resending(({challenge: {id}}) => ({...another, id}));
    await reached(element, 'code');
    expect(screen.status()).to.equal('Đã gửi mã mới. Mã cũ không còn dùng được.');
    expect(kept(screen)).to.equal('12');
  });

  it('stays when it could not be sent', async () => {
    const {element, screen} = await resending(problem('offline'));
    await reached(element, 'code');
    expect(kept(screen)).to.equal('12');
  });

  it('is not sent by itself, since it may be the code before; the button sends it', async () => {
    const {element, endpoint, screen} = await resending(problem('offline'), '123456');
    await reached(element, 'code');
    expect(endpoint.calls.answerChallenge).to.have.length(0);
    screen.primary()?.click();
    await reached(element, 'verified');
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });
});

describe('a code that an input method or the clipboard of a keyboard gives', () => {
  const focused = async (setting: Setting = {}) => {
    const asked = await asking({autoSubmit: true, ...setting});
    asked.screen.field()?.focus();
    return asked;
  };

  it('inserted as a whole over a part is sent', async () => {
    const {element, endpoint, screen} = await focused();
    await cdp('Input.insertText', {text: '12'});
    expect(screen.field()?.value).to.equal('12');
    await cdp('Input.insertText', {text: '654321'});
    await reached(element, 'verified');
    expect(endpoint.calls.answerChallenge[0]?.[1]).to.equal('654321');
  });

  it('composed of letters and digits is painted, and sent with its last character', async () => {
    const code = {length: 6, alphabet: 'alphanumeric'} as const;
    const {element, endpoint, screen} = await focused({script: {createChallenge: {...challenge.kbOtp(), code}}});
    const compose = (text: string) =>
      cdp('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
    await compose('aB3');
    await element.updateComplete;
    expect(screen.painted()).to.equal('aB3');
    await compose('aB3dE6');
    await reached(element, 'verified');
    expect(endpoint.calls.answerChallenge).to.have.length(1);
  });
});
