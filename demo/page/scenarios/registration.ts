/**
 * Registers this phone as its customer would, in one go: the app's own element, out of sight, is given the code that
 * was sent and a password that the demo tells. What it leaves is what a registration leaves, and nothing is faked.
 */

import type {OtpEnroll, OtpVerify} from '../../../src/index.js';
import {h} from '../common/dom.js';
import {readInbox, type DemoAccount} from '../wire/host-api.js';
import {say} from '../texts/texts.js';

/** Opens the list of every phone that the demo has prepared. */
export const DEMO_PASSWORD = '258093';

/** Milliseconds; a slow machine stretches a password for some of them. */
const LONGEST = 30_000;

type Stepping = OtpEnroll | OtpVerify;

/** Resolves when an element has come to a step; one that has stopped for good never will. */
async function reached(element: Stepping, step: string): Promise<void> {
  const latest = performance.now() + LONGEST;
  while (element.step !== step) {
    if (element.step === 'failed' || performance.now() > latest) throw new Error(`It is at ${element.step}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await element.updateComplete;
}

const find = <Found extends Element>(element: Stepping, selector: string): Found => {
  const found = element.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};

async function fill(element: Stepping, text: string): Promise<void> {
  const field = find<HTMLInputElement>(element, 'input:not([readonly])');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
  await element.updateComplete;
}

const press = (element: Stepping) => find<HTMLButtonElement>(element, '[part~=primary]').click();

/** The code of the latest message. */
async function sentCode(account: string): Promise<string> {
  const texts = (await readInbox(account)).map(({text}) => text.vi);
  const code = texts.map((text) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined);
  if (code === undefined) throw new Error('No code has been sent.');
  return code;
}

async function prove(element: OtpEnroll, account: string): Promise<void> {
  const proof = find<OtpVerify>(element, 'otp-verify');
  await reached(proof, 'code');
  await fill(proof, await sentCode(account));
  if (proof.step === 'code') press(proof);
}

async function choosePassword(element: OtpEnroll): Promise<void> {
  for (const step of ['creating-password', 'confirming-password'] as const) {
    await reached(element, step);
    await fill(element, DEMO_PASSWORD);
    if (element.step === step) press(element);
  }
}

/** @throws where the account can't be registered by a code that is sent */
export async function registerHere({account, holder}: DemoAccount): Promise<void> {
  await import('../../../src/define/otp-enroll.js');
  const deviceName = say('deviceName', {holder, app: 'M-able'});
  const element = h('otp-enroll', {endpoint: '/otp/v1', account, channel: 'm-able', 'device-name': deviceName});
  const place = h('div', {class: 'unseen', inert: true, 'aria-hidden': 'true'}, element);
  document.body.append(place);
  try {
    await reached(element, 'terms');
    press(element);
    await reached(element, 'proving');
    await prove(element, account);
    await choosePassword(element);
    await reached(element, 'done');
  } finally {
    place.remove();
  }
}
