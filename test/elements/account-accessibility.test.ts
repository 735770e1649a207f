import {expect} from 'chai';
import {shown} from '../../stories/fixtures/index.js';
import {appears, inside, synchronization, tap, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {cancel} from '../../stories/fixtures/states/cancel.js';
import {stateIn} from '../../stories/fixtures/states/state.js';
import {synchronize} from '../../stories/fixtures/states/synchronize.js';
import {verifyOnDevice} from '../../stories/fixtures/states/verify-on-device.js';
import {violations} from './support/axe.js';
import {mountCancel, mountSynchronize} from './support/mount-account.js';
import {settled, show} from './support/mount.js';

const pages = [
  {scheme: 'light', lang: 'vi'},
  {scheme: 'dark', lang: 'en'},
] as const;

describe('accessibility of cancelling, synchronizing and the code of this device', () => {
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
        const {element} = await show(cancel, stateIn(cancel, name), lang);
        expect(await violations(element)).to.deep.equal([]);
      });

    for (const name of ['explaining, lapsed', 'proving', 'done', 'base not enrolled'])
      it(`axe finds nothing ${page}: synchronizing, ${name}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        const {element} = await show(synchronize, stateIn(synchronize, name), lang);
        expect(await violations(element)).to.deep.equal([]);
      });

    for (const name of ['code from another device', 'wrong password', 'list lacks the account (F3)', 'cancel in place'])
      it(`axe finds nothing ${page}: the authentication screen, ${name}`, async () => {
        document.documentElement.style.colorScheme = scheme;
        const {element} = await show(verifyOnDevice, stateIn(verifyOnDevice, name), lang);
        expect(await violations(element)).to.deep.equal([]);
      });
  }

  it('the password of this device has one label, and is described by the hint and its status line', async () => {
    const {element} = await show(verifyOnDevice, stateIn(verifyOnDevice, 'asking for the password'));
    const part = await inside(element, 'otp-device-code');
    const field = await appears(() => part.shadowRoot?.querySelector<HTMLInputElement>('#code'));
    expect([...(field.labels ?? [])].map(shown)).to.deep.equal(['Mật khẩu KB-OTP của thiết bị này']);
    expect(field.type).to.equal('password');
    expect(field.autocomplete).to.equal('current-password');
    const described = field.getAttribute('aria-describedby')?.split(' ') ?? [];
    const root = part.shadowRoot;
    expect(described.map((id) => root?.getElementById(id)?.getAttribute('part'))).to.deep.equal(['hint', 'status']);
  });

  it('while the password is asked for there is one field, not two', async () => {
    const {element} = await show(verifyOnDevice, stateIn(verifyOnDevice, 'asking for the password'));
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
    await show(synchronize, stateIn(synchronize, 'done'));
    expect(document.activeElement).to.equal(document.body);
  });

  it('changes its language in the middle, and keeps its place', async () => {
    const {element} = await mountSynchronize();
    const view = await synchronization(element);
    await appears(() => view.step === 'explaining');
    document.documentElement.lang = 'en';
    await appears(() =>
      wordsIn(element).includes('If you don’t synchronize, you can still trade derivatives as usual.'),
    );
    expect(view.step).to.equal('explaining');
  });
});
