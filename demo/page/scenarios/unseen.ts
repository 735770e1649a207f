/**
 * A customer whom nobody sees: an element is shown to no one, and given what they would type. What it leaves is what a
 * customer leaves, and nothing is faked.
 */

import type {OtpCancel, OtpEnroll, OtpVerify} from '../../../src/index.js';
import {h} from '../common/dom.js';
import {readCard, readInbox} from '../wire/host-api.js';

/** Milliseconds; a slow machine stretches a password for some of them. */
const LONGEST = 30_000;

/** Puts an element into the page, out of sight, for as long as it is used. */
export async function unseen(element: Element, use: () => Promise<void>): Promise<void> {
  const place = h('div', {class: 'unseen', inert: true, 'aria-hidden': 'true'}, element);
  document.body.append(place);
  try {
    await use();
  } finally {
    place.remove();
  }
}

type Stepping = OtpCancel | OtpEnroll | OtpVerify;

/** Resolves when an element has come to a step; one that has stopped for good never will. */
export async function reached(element: Stepping, step: string): Promise<void> {
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

export async function fill(element: Stepping, text: string): Promise<void> {
  const field = find<HTMLInputElement>(element, 'input:not([readonly])');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
  await element.updateComplete;
}

export const press = (element: Stepping) =>
  find<HTMLButtonElement>(element, '[part~=primary], [part~=destructive]').click();

/** The code of the latest message. */
async function sentCode(account: string): Promise<string> {
  const texts = (await readInbox(account)).map(({text}) => text.vi);
  const code = texts.map((text) => /\b\d{6}\b/.exec(text)?.[0]).find((found) => found !== undefined);
  if (code === undefined) throw new Error('No code has been sent.');
  return code;
}

/** The cells of the card that a proof asks for, in their order. */
const cellsAskedFor = (proof: OtpVerify) => proof.shadowRoot?.textContent.match(/\b[A-Z]\d\b/g) ?? [];

async function codeFor(proof: OtpVerify, account: string): Promise<string> {
  const cells = cellsAskedFor(proof);
  if (cells.length === 0) return sentCode(account);
  const card = await readCard(account);
  return cells.map((cell) => card[cell]).join('');
}

/** By what the customer has: the code of a message, or the cells of a card. */
export async function prove(element: OtpCancel | OtpEnroll, account: string): Promise<void> {
  const proof = find<OtpVerify>(element, 'otp-verify');
  await reached(proof, 'code');
  await fill(proof, await codeFor(proof, account));
  if (proof.step === 'code') press(proof);
}
