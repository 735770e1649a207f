import {expect} from 'chai';
import type {LitElement} from 'lit';
import {cancelTexts} from '../../src/elements/otp-cancel/texts.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import type {OtpErrorEvent} from '../../src/events.js';
import {codesShown, enter, PASSWORD, prepareDevice} from '../../stories/fixtures/device.js';
import {accounts, comesTo, reached, send, shown} from '../../stories/fixtures/index.js';
import {without} from '../support/without.js';
import {mountCancel, mountSynchronize} from './support/mount-account.js';
import {listAgain, mountEnroll, mountList} from './support/mount-device.js';
import {mount, settled} from './support/mount.js';

interface Calls {
  readonly calls: object;
}

const callsOf = ({calls}: Calls) => Object.values(calls as Record<string, readonly unknown[]>).flat();

const emptyList = async (properties: Partial<OtpList> = {}) => {
  const endpoint = await prepareDevice();
  return {element: listAgain(endpoint, properties), endpoint};
};

/** Every element, as it starts before an endpoint that counts what it is asked. */
const elements: Readonly<Record<string, () => Promise<{element: LitElement & {step: string}; endpoint: Calls}>>> = {
  'otp-verify': async () => mount(),
  'otp-verify without an account': async () => mount({account: ''}),
  'otp-enroll': () => mountEnroll(),
  'otp-list': () => emptyList(),
  'otp-list without an account': () => emptyList({account: ''}),
  'otp-cancel': () => mountCancel(),
  'otp-enroll, synchronizing': () => mountSynchronize(),
};

const needed: readonly (readonly [feature: string, holder: object, name: string])[] = [
  ['form-associated custom elements', ElementInternals.prototype, 'setFormValue'],
  ['form-associated custom elements', globalThis, 'ElementInternals'],
  ['Web Crypto', Crypto.prototype, 'subtle'],
  ['crypto.randomUUID', Crypto.prototype, 'randomUUID'],
  ['Web Animations', Element.prototype, 'getAnimations'],
];

describe('a browser that lacks what KB-OTP needs', () => {
  for (const [feature, holder, name] of needed)
    for (const [tag, mounted] of Object.entries(elements)) {
      it(`(${name}) is told to be too old by <${tag}>, and the endpoint is asked nothing`, () =>
        without(holder, name, async () => {
          const heard: OtpErrorEvent[] = [];
          const hear = (event: OtpErrorEvent) => void heard.push(event);
          document.addEventListener('otp-error', hear);
          const {element, endpoint} = await mounted();
          await settled();
          document.removeEventListener('otp-error', hear);
          expect(element.step).to.equal('failed');
          expect(shown(element.shadowRoot?.querySelector('[part~=status]'))).to.equal(cancelTexts.browserUnsupported());
          expect(heard.map(({problem}) => problem.code)).to.deep.equal(['browser_unsupported']);
          expect(heard[0]?.problem.hint).to.equal(`this browser lacks ${feature}`);
          expect(callsOf(endpoint)).to.deep.equal([]);
        }));
    }

  it('and a form that asks for proof is not told that there is any', () =>
    without(globalThis, 'ElementInternals', async () => {
      const {element} = mount({required: true});
      await element.updateComplete;
      expect([element.form, element.value, element.validationMessage, element.willValidate]).to.deep.equal([
        null,
        '',
        '',
        false,
      ]);
      expect([element.checkValidity(), element.reportValidity(), element.validity.valid]).to.deep.equal([
        false,
        false,
        false,
      ]);
    }));
});

const spared: readonly (readonly [name: string, holder: object])[] = [
  ['any', AbortSignal],
  ['timeout', AbortSignal],
  ['throwIfAborted', AbortSignal.prototype],
  ['BroadcastChannel', globalThis],
  ['locks', Navigator.prototype],
  ['storage', Navigator.prototype],
  ['clipboard', Navigator.prototype],
  ['PublicKeyCredential', globalThis],
  ['requestIdleCallback', globalThis],
];

/** Whatever a promise of the page's comes to that nobody has waited for. */
async function rejections(run: () => Promise<void>): Promise<unknown[]> {
  const found: unknown[] = [];
  const note = (event: PromiseRejectionEvent) => {
    event.preventDefault();
    found.push(event.reason);
  };
  window.addEventListener('unhandledrejection', note);
  await run();
  await settled();
  window.removeEventListener('unhandledrejection', note);
  return found;
}

describe('a browser without', () => {
  for (const [name, holder] of spared) {
    it(`${name}: <otp-verify> verifies`, async () => {
      const lost = await rejections(() =>
        without(holder, name, async () => {
          const {element} = mount();
          await send(element, 'verified');
          expect(element.value).not.to.equal('');
        }),
      );
      expect(lost).to.deep.equal([]);
    });

    it(`${name}: <otp-list> opens, shows its codes and is locked`, async () => {
      const {endpoint} = await mountList();
      const lost = await rejections(() =>
        without(holder, name, async () => {
          const element = listAgain(endpoint, {account: accounts.base});
          await enter(element, PASSWORD, 'open');
          expect(await codesShown(element)).to.have.length(1);
          const locked = comesTo(element, 'locked');
          (await reached(element, 'open')).action('Khóa danh sách')?.click();
          await locked;
          element.remove();
        }),
      );
      expect(lost).to.deep.equal([]);
    });
  }
});

describe('storage that hangs the first time', () => {
  it('keeps <otp-list> no longer than until the customer tries again', async () => {
    const {element: first, endpoint} = await mountList();
    await reached(first, 'locked');
    let tries = 0;
    const {indexedDB: honest} = globalThis;
    const factory = {
      open: (...args: Parameters<IDBFactory['open']>) => (tries++ === 0 ? new EventTarget() : honest.open(...args)),
    };
    await without(
      globalThis,
      'indexedDB',
      async () => {
        const element = listAgain(endpoint);
        const screen = await reached(element, 'loading');
        while (tries === 0) await settled();
        const locked = comesTo(element, 'locked');
        screen.action('Thử lại')?.click();
        await locked;
        element.remove();
      },
      factory,
    );
  });
});

const credential = (capabilities: object | null, isSetUp: Promise<boolean>) =>
  class {
    static readonly getClientCapabilities = capabilities ? () => Promise.resolve(capabilities) : undefined;
    static readonly isUserVerifyingPlatformAuthenticatorAvailable = () => isSetUp;
  };

describe('biometrics in <otp-list>', () => {
  const offer = async (instead: unknown, act: (press: HTMLElement | undefined, words: () => string) => Promise<void>) =>
    without(
      globalThis,
      'PublicKeyCredential',
      async () => {
        const {element} = await mountList();
        const screen = await enter(element, PASSWORD, 'open');
        await settled();
        await act(screen.action('Bật sinh trắc học'), screen.status);
      },
      instead,
    );

  for (const [name, instead] of [
    ['the browser has no WebAuthn, as in web views', undefined],
    ['the browser says that it evaluates no PRF', credential({'extension:prf': false}, Promise.resolve(true))],
    ['the browser doesn’t say what it can do', credential(null, Promise.resolve(true))],
    ['the browser doesn’t say whether it evaluates a PRF', credential({}, Promise.resolve(true))],
  ] as const)
    it(`are not offered where ${name}`, () => offer(instead, async (press) => void expect(press).to.equal(undefined)));

  it('are offered where they can be had', () =>
    offer(
      credential({'extension:prf': true}, Promise.resolve(true)),
      async (press) => void expect(press).not.to.equal(undefined),
    ));

  it('that are not set up are said to be, and no ceremony is begun', () =>
    offer(credential({'extension:prf': true}, Promise.resolve(false)), async (press, words) => {
      press?.click();
      await settled();
      expect(words()).to.equal(
        'Thiết bị chưa cài đặt sinh trắc học. Hãy bật trong phần Cài đặt của thiết bị rồi thử lại.',
      );
    }));
});
