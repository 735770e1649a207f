import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import type {EveryScreen, ShownScreen} from './every-screen.js';
import {between, focused, isRinged, nameOf, reachable, walk} from './keyboard.js';
import {settled} from './mount.js';

/** What may not happen before somebody has read what it says. */
const irreversible = [
  'removeAccount',
  'resetPassword',
  'cancel',
  'synchronize',
  'activateEnrolment',
  'answerChallenge',
];

/** Walks every screen of a table by keyboard alone. */
export function walksByKeyboard(screens: readonly EveryScreen[]): void {
  for (const {name, show} of screens)
    it(`${name}: Tab reaches everything and leaves, Escape loses nothing, a second Enter undoes nothing`, async () => {
      const {element, calls} = await show();
      await tabThroughAndBack(element);
      await escape(element);
      await enterTwice(element, calls);
    });
}

/** Nothing on the way takes the focus back, and what has it is seen to have it. */
async function tabThroughAndBack(element: HTMLElement): Promise<void> {
  const {before, after} = between(element);
  const expected = reachable(element).map(nameOf);
  const unseen: string[] = [];
  const look = (node: Element) => void (isRinged(node) || unseen.push(nameOf(node)));
  before.focus();
  const there = await walk('Tab', after, look);
  const back = await walk('Shift+Tab', before, look);
  expect({there, back: back.reverse()}).to.deep.equal({there: expected, back: expected});
  expect(unseen).to.deep.equal([]);
}

/** Leaving is a button; where the page stands in a dialog, Escape is that dialog's. */
async function escape(element: HTMLElement): Promise<void> {
  const field = reachable(element).find(isEmptyField);
  (field ?? element).focus();
  if (field) await sendKeys({type: '80'});
  const [stood, steps] = [nameOf(focused()), stepsHeard(element)];
  await sendKeys({press: 'Escape'});
  await settled();
  expect([nameOf(focused()), field?.value, steps]).to.deep.equal([stood, field && '80', []]);
}

/** Whoever presses once more than needed has not read what has come meanwhile. */
async function enterTwice(element: HTMLElement, calls: ShownScreen['calls']): Promise<void> {
  const count = () => irreversible.map((call) => `${call}: ${calls[call]?.length ?? 0}`);
  const [done, heard] = [count(), watch(element)];
  element.focus();
  for (const _ of [1, 2]) {
    await sendKeys({press: 'Enter'});
    await settled();
  }
  expect([...heard, ...count()]).to.deep.equal(done);
}

const isEmptyField = (node: Element): node is HTMLInputElement =>
  node instanceof HTMLInputElement && node.matches('.slots + #code') && !node.readOnly && node.value === '';

function stepsHeard(element: HTMLElement): string[] {
  const steps: string[] = [];
  element.addEventListener('otp-step', ({step}) => void steps.push(step));
  return steps;
}

/** The events that nobody may cause unread, and the numbers that are dialed. */
export function watch(element: HTMLElement): string[] {
  const heard: string[] = [];
  for (const name of ['otp-dismissed', 'otp-reset', 'otp-removed', 'otp-cancelled'] as const)
    element.addEventListener(name, () => void heard.push(name));
  element.addEventListener('click', (event) => {
    const [target] = event.composedPath();
    if (!(target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    if (target.protocol === 'tel:') heard.push(target.href);
  });
  return heard;
}
