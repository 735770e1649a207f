/** A screen that makes codes: the phone's list, or the display of a hardware token. */

import type {MethodKind} from '../../../server/generated/contract.js';
import {PERIOD, totp} from './authenticator.js';
import {h} from '../common/dom.js';
import type {DemoAccount} from '../wire/host-api.js';
import {say} from '../texts/texts.js';

export interface CodeSource {
  readonly account: DemoAccount;
  readonly kind: MethodKind;
  /** Name of the phone, or serial number of the token. */
  readonly source: string;
  /** Base32. */
  readonly seed: string;
}

export function codeScreen(source: CodeSource): HTMLElement {
  const {account, kind, seed} = source;
  const isPhone = kind === 'kb-otp';
  const code = h('output', {class: 'code', 'data-code': '', 'aria-label': say('codeLabel')});
  const time = h('span', {class: 'time'});
  const bar = h('span', {class: 'bar-left', 'aria-hidden': 'true'}, h('span', {}));
  const screen = h(
    'section',
    {class: `screen ${isPhone ? 'list' : 'token'}`},
    h('h3', {}, isPhone ? say('list') : say('token')),
    h(
      'p',
      {class: 'owner'},
      isPhone
        ? say('onOtherPhone', {account: account.account, name: source.source})
        : say('tokenHint', {serial: source.source}),
    ),
    h('div', {class: 'display'}, code, copyButton(code), bar, time),
    ...(isPhone ? otherPhone(seed) : []),
  );
  show({screen, code, time, bar, seed});
  return screen;
}

interface Display {
  readonly screen: HTMLElement;
  readonly code: HTMLElement;
  readonly time: HTMLElement;
  readonly bar: HTMLElement;
  readonly seed: string;
}

/** Shows the code of now, and comes again with the next second as long as the screen is in the page. */
function show(display: Display): void {
  const now = Date.now();
  const left = PERIOD - (Math.floor(now / 1000) % PERIOD);
  void totp(display.seed, now).then((code) => {
    display.code.textContent = `${code.slice(0, 3)} ${code.slice(3)}`;
    display.time.textContent = say('secondsLeft', {seconds: left});
    if (left === PERIOD || display.bar.getAnimations({subtree: true}).length === 0) run(display.bar, now);
  });
  setTimeout(() => display.screen.isConnected && show(display), 1000 - (now % 1000));
}

function run({firstElementChild: bar}: HTMLElement, now: number): void {
  const duration = PERIOD * 1000;
  bar?.animate([{transform: 'scaleX(1)'}, {transform: 'scaleX(0)'}], {duration, delay: -(now % duration)});
}

function copyButton(code: HTMLElement): HTMLButtonElement {
  const copy = async () => {
    await navigator.clipboard.writeText((code.textContent ?? '').replace(/\D/g, ''));
    button.textContent = say('copied');
    setTimeout(() => (button.textContent = say('copy')), 1500);
  };
  const button = h('button', {type: 'button', click: () => void copy()}, say('copy'));
  return button;
}

const otherPhone = (seed: string) => [
  h('p', {class: 'note'}, say('otherPhone')),
  h('pre', {}, h('code', {}, `oathtool --totp -b ${seed}`)),
  h('p', {class: 'note'}, say('seedNote')),
];
