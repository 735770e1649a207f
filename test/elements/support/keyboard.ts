import {sendKeys} from '@web/test-runner-commands';
import {shown} from '../../../stories/fixtures/index.js';
import {onPage, settled} from './mount.js';

/** What has the focus, through every shadow tree. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** How a test names a control: what stands on it, or its id. */
export const nameOf = (node: Element | null): string =>
  node === null
    ? 'nothing'
    : node.id || node.getAttribute('aria-label') || said(node) || labelOf(node) || node.localName;

/** What counts the seconds is for the eye, and no part of a name. */
function said(node: Element): string {
  const copy = node.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('[aria-hidden=true]')) hidden.remove();
  return shown(copy);
}

const labelOf = (node: Element): string => ('labels' in node ? shown((node as HTMLInputElement).labels?.[0]) : '');

const controls = 'button:not(:disabled), input:not(:disabled), a[href], summary';

/** Everything in an element that Tab reaches, in the order of the page, through the elements inside it. */
export const reachable = (element: Element): Element[] =>
  [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((node) => [
    ...(node.matches(controls) && node.checkVisibility({visibilityProperty: true}) ? [node] : []),
    ...(node.shadowRoot && node.checkVisibility() ? reachable(node) : []),
  ]);

/** The page before and after an element. */
export function between(element: HTMLElement): {readonly before: HTMLElement; readonly after: HTMLElement} {
  const [before, after] = [stop('before'), stop('after')];
  element.before(before);
  element.after(after);
  return {before, after};
}

function stop(id: string): HTMLElement {
  const button = onPage(document.createElement('button'));
  button.id = id;
  return button;
}

const pressed = {
  Tab: () => sendKeys({press: 'Tab'}),
  'Shift+Tab': async () => {
    await sendKeys({down: 'Shift'});
    await sendKeys({press: 'Tab'});
    await sendKeys({up: 'Shift'});
  },
};

/** Goes on by that key until `end` has the focus: the names of what had it on the way. */
export async function walk(key: keyof typeof pressed, end: Element, look: (node: Element) => void): Promise<string[]> {
  const passed: string[] = [];
  for (let press = 0; press < 30; press += 1) {
    await pressed[key]();
    await settled();
    const node = focused();
    if (node === end) return passed;
    passed.push(nameOf(node));
    if (node) look(node);
  }
  return [...passed, 'and so on'];
}

/** Whether the browser paints that this control has the focus: a ring of its own, or of the field around it. */
export function isRinged(node: Element): boolean {
  const ring = getComputedStyle((node.matches('input') && node.closest('.field')?.querySelector('.slots')) || node);
  return node.matches(':focus-visible') && ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) > 0;
}
