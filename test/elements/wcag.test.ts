/**
 * What WCAG 2.2 AA asks of every screen and axe does not look at: narrow pages, spaced and enlarged text, targets
 * (`docs/accessibility.md` says which criterion is shown by which test).
 */
import {expect} from 'chai';
import {reached} from '../../stories/fixtures/index.js';
import {accountScreens, enrollScreens, listScreens, verifyScreens} from './support/every-screen.js';
import {nameOf, reachable} from './support/keyboard.js';
import {mount} from './support/mount.js';

/** CSS pixels. WCAG asks for 320; some of the phones that customers have are narrower. */
const NARROWEST = 280;
const TARGET = 44;

/** As WCAG 1.4.12 has it; a user's own style sheet reaches into no shadow tree, but its inherited properties do. */
const spaced = 'line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em;';

const everythingIn = (root: ParentNode): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>('*')].flatMap((node) => [
    node,
    ...(node.shadowRoot ? everythingIn(node.shadowRoot) : []),
  ]);

/** The input is wider than its slots on purpose, and cut with the room around them; what is unseen is for the ear. */
const isToBeSeen = (node: Element) =>
  node.checkVisibility() && (node.matches('.slot') || !node.matches('.unseen, .unseen *, .room, .room *, svg *'));

/** What stands out of the element's box, or is cut off inside it. */
function lostIn(element: HTMLElement): string[] {
  const {left, right} = element.getBoundingClientRect();
  return everythingIn(element.shadowRoot as ShadowRoot)
    .filter(isToBeSeen)
    .filter((node) => {
      const box = node.getBoundingClientRect();
      const isOut = box.width > 0 && (box.right > right + 1 || box.left < left - 1);
      const {overflowX, overflowY} = getComputedStyle(node);
      const isCut =
        (overflowX !== 'visible' && node.scrollWidth > node.clientWidth + 1) ||
        (overflowY !== 'visible' && node.scrollHeight > node.clientHeight + 1);
      return isOut || isCut;
    })
    .map((node) => `${node.localName}.${node.className}: ${nameOf(node).slice(0, 40)}`);
}

/** A tick is pressed by its label. */
const targetOf = (control: Element) => (control.closest('label') ?? control).getBoundingClientRect();

const tooSmall = (element: HTMLElement): string[] =>
  reachable(element)
    .map((control) => ({control, box: targetOf(control)}))
    .filter(({box}) => box.width < TARGET - 0.5 || box.height < TARGET - 0.5)
    .map(({control, box}) => `${nameOf(control)}: ${box.width} x ${box.height}`);

const inputs = 'input:not([type=checkbox]), textarea';

/** Fields of which nothing shows where they are (1.4.11): the edge is the input's own, or that of its painted slots. */
const withoutEdge = (element: HTMLElement): string[] =>
  everythingIn(element.shadowRoot as ShadowRoot)
    .filter((node) => node.matches(inputs) && node.checkVisibility({visibilityProperty: true}))
    .filter((node) => {
      const {borderTopWidth, borderTopColor} = getComputedStyle(node.previousElementSibling ?? node);
      return parseFloat(borderTopWidth) < 1 || /^rgba\(.*, 0\)$/.test(borderTopColor);
    })
    .map((node) => `${node.id}: no edge`);

/** Lines of text that may be missing between what is said and what can be done. */
const MOST_LINES = 3.5;

/** Whoever enlarges a screen and looks at a part of it does not see that a button belongs to what is far above. */
function holeIn(element: HTMLElement): string[] {
  const card = element.shadowRoot?.querySelector('.card');
  const main = element.shadowRoot?.querySelector('.actions > :is(.primary, .destructive, .way-back)');
  if (!card || !main) return [];
  const {top} = main.getBoundingClientRect();
  const above = everythingIn(element.shadowRoot as ShadowRoot)
    .filter(
      (node) =>
        (node.childElementCount === 0 || node.matches('svg')) &&
        node.matches(':not(style, slot)') &&
        (isToBeSeen(node) || node.matches('input')),
    )
    .map((node) => node.getBoundingClientRect())
    .filter(({height, bottom}) => height > 0 && bottom <= top + 1);
  const gap = top - Math.max(...above.map(({bottom}) => bottom));
  const line = 1.5 * parseFloat(getComputedStyle(card).fontSize);
  return above.length > 0 && gap > MOST_LINES * line ? [`${Math.round(gap)} px above ${nameOf(main)}`] : [];
}

const settings: Readonly<Record<string, string>> = {
  'in 320 px (1.4.10: 1280 px at 400 %)': 'inline-size: 320px',
  [`in ${NARROWEST} px`]: `inline-size: ${NARROWEST}px`,
  'with spaced text (1.4.12)': `inline-size: 320px; ${spaced}`,
  'with text of 200 % (1.4.4)': 'inline-size: 640px; font-size: 200%',
};

for (const {name, show} of [...verifyScreens, ...enrollScreens, ...listScreens, ...accountScreens])
  it(`${name}: nothing is lost when it is narrow, spaced or enlarged, and every target is large enough`, async () => {
    const {element} = await show();
    const lost: Record<string, readonly string[]> = {};
    for (const [setting, styles] of Object.entries(settings)) {
      element.style.cssText = `display: block; ${styles}`;
      await new Promise((resolve) => void requestAnimationFrame(() => requestAnimationFrame(resolve)));
      lost[setting] = [...lostIn(element), ...tooSmall(element), ...withoutEdge(element), ...holeIn(element)];
    }
    expect(lost).to.deep.equal(Object.fromEntries(Object.keys(settings).map((setting) => [setting, []])));
  });

it('what is cut off, stands out or is too small is found', async () => {
  const {element} = mount();
  const {root} = await reached(element, 'code');
  element.style.cssText = 'display: block; inline-size: 320px';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '.account { white-space: nowrap; inline-size: 500px } .leave { min-block-size: 20px; block-size: 20px }',
  );
  root.adoptedStyleSheets.push(sheet);
  expect(lostIn(element).join()).to.contain('p.account');
  expect(tooSmall(element).join()).to.match(/x 20$/);
});
