import {expect} from 'chai';
import {appears, inside, synchronization, tap, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {cancelStates} from '../../stories/fixtures/states/cancel.js';
import {cancelInPlaceStates, deviceCodeStates} from '../../stories/fixtures/states/verify-on-device.js';
import {synchronizeStates} from '../../stories/fixtures/states/synchronize.js';
import {violations} from './support/axe.js';
import {mountCancel, mountSynchronize, mountVerify} from './support/mount-account.js';
import {settled} from './support/mount.js';

const stateIn = <State extends {readonly name: string}>(states: readonly State[], name: string): State => {
  const state = states.find((candidate) => candidate.name === name);
  if (!state) throw new Error(`there is no state “${name}”`);
  return state;
};

const pages = [
  {scheme: 'light', lang: 'vi'},
  {scheme: 'dark', lang: 'en'},
] as const;

describe('accessibility of cancelling, synchronising and the code of this device', () => {
  afterEach(() => document.documentElement.style.removeProperty('color-scheme'));

  for (const {scheme, lang} of pages) {
    const page = `on a ${scheme} page in ${lang}`;

    for (const name of [
      'choosing an account',
      'consequences for derivatives',
      'unavailable',
      'proving by SMS',
      'done, not cleaned up',
    ])
      it(`axe finds nothing ${page}: cancelling, ${name}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        const {setting, properties = {}, act, ...words} = stateIn(cancelStates, name);
        const {element} = await mountCancel({...setting, properties, lang});
        await act?.(element);
        await appears(() => wordsIn(element).includes(words[lang]));
        expect(await violations(element)).to.deep.equal([]);
      });

    for (const name of ['explaining, lapsed', 'proving', 'done', 'base not enrolled'])
      it(`axe finds nothing ${page}: synchronising, ${name}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        const {setting, act, ...words} = stateIn(synchronizeStates, name);
        const {element} = await mountSynchronize({...setting, lang});
        await act?.(element);
        await appears(() => wordsIn(element).includes(words[lang]));
        expect(await violations(element)).to.deep.equal([]);
      });

    for (const name of ['device code offered', 'wrong password', 'list lacks the account (F3)', 'cancel in place'])
      it(`axe finds nothing ${page}: the authentication screen, ${name}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        const {setting, act, ...words} = stateIn([...deviceCodeStates, ...cancelInPlaceStates], name);
        const {element} = await mountVerify({...setting, lang});
        await act?.(element);
        await appears(() => wordsIn(element).includes(words[lang]));
        expect(await violations(element)).to.deep.equal([]);
      });
  }

  it('the password of this device has one label, and is described by the hint and its status line', async () => {
    const {setting, act} = stateIn(deviceCodeStates, 'asking for the password');
    const {element} = await mountVerify(setting);
    await act?.(element);
    const part = await inside(element, 'otp-device-code');
    const field = await appears(() => part.shadowRoot?.querySelector<HTMLInputElement>('#code'));
    expect([...(field.labels ?? [])].map(({textContent}) => textContent)).to.deep.equal(['Mật khẩu KB-OTP']);
    expect(field.type).to.equal('password');
    expect(field.autocomplete).to.equal('current-password');
    const described = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    const root = part.shadowRoot;
    expect(described.map((id) => root?.getElementById(id)?.getAttribute('part'))).to.deep.equal(['hint', 'status']);
  });

  it('while the password is asked for there is one field, not two', async () => {
    const {setting, act} = stateIn(deviceCodeStates, 'asking for the password');
    const {element} = await mountVerify(setting);
    await act?.(element);
    const part = await inside(element, 'otp-device-code');
    await appears(() => part.shadowRoot?.querySelector('#code'));
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('input')).to.equal(null);
  });

  it('the status line of <otp-cancel> is one polite live region from the consequences to the end', async () => {
    const {element} = await mountCancel();
    await tap(element, 'keepKbOtp');
    const line = await appears(() => element.shadowRoot?.querySelector('[role=status]'));
    await tap(element, 'cancelTitle');
    await settled();
    expect(element.shadowRoot?.querySelector('[role=status]')).to.equal(line);
  });

  it('leaves the focus alone while the customer is elsewhere', async () => {
    const {setting, act} = stateIn(synchronizeStates, 'done');
    const {element} = await mountSynchronize(setting);
    await act?.(element);
    await appears(() => wordsIn(element).includes('Đã đồng bộ.'));
    expect(document.activeElement).to.equal(document.body);
  });

  it('changes its language in the middle, and keeps its place', async () => {
    const {element} = await mountSynchronize();
    const view = await synchronization(element);
    await appears(() => view.step === 'explaining');
    document.documentElement.lang = 'en';
    await appears(() => wordsIn(element).includes('Without synchronizing you can go on trading derivatives as usual.'));
    expect(view.step).to.equal('explaining');
  });
});
