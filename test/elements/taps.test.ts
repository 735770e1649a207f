import {executeServerCommand, sendMouse} from '@web/test-runner-commands';
import {expect} from 'chai';
import {challenge, reached, asTyped, shown, statusWith} from '../../stories/fixtures/index.js';
import {mount, onPage, settled} from './support/mount.js';
import {clickWithMouse} from './support/mouse.js';

const cdp = (method: string, params: object) => executeServerCommand('cdp', {method, params});

/** A finger on the middle of it. */
async function tap(node: Element): Promise<void> {
  node.scrollIntoView({block: 'center'});
  const {left, top, width, height} = node.getBoundingClientRect();
  const touchPoints = [{x: left + width / 2, y: top + height / 2}];
  await cdp('Input.dispatchTouchEvent', {type: 'touchStart', touchPoints});
  await cdp('Input.dispatchTouchEvent', {type: 'touchEnd', touchPoints: []});
}

/** The mouse, pressed at the start of a text and let go at its end. */
async function drag(text: Element): Promise<void> {
  text.scrollIntoView({block: 'center'});
  const range = document.createRange();
  range.selectNodeContents(text);
  const {left, right, top, height} = range.getBoundingClientRect();
  const y = Math.round(top + height / 2);
  await sendMouse({type: 'move', position: [Math.round(left) + 1, y]});
  await sendMouse({type: 'down'});
  await sendMouse({type: 'move', position: [Math.round((left + right) / 2), y]});
  await sendMouse({type: 'move', position: [Math.round(right) - 1, y]});
  await sendMouse({type: 'up'});
}

/** `getSelection` of a shadow root is Chromium's own. */
const selectedIn = (root: ShadowRoot) =>
  (root as ShadowRoot & {getSelection(): Selection}).getSelection().toString().trim().replace(/\s+/g, ' ');

const focusedIn = ({activeElement}: ShadowRoot) => activeElement?.id ?? 'nothing';

const texts = {
  'what is authorized': '.purpose .act',
  'the account': '.account',
  'the hint': '.hint',
  'the status line': '.status',
  'what is around it': '.receipt',
} as const;

describe('a press on the card', () => {
  const asking = async () => {
    const {element} = mount({script: {getAuthentication: statusWith('sms'), createChallenge: challenge.sms()}});
    return reached(element, 'code');
  };
  const find = (root: ShadowRoot, selector: string) => {
    const found = root.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`no ${selector}`);
    return found;
  };

  for (const [how, press] of [
    ['mouse', clickWithMouse],
    ['finger', tap],
  ] as const) {
    for (const [what, selector] of Object.entries(texts))
      it(`on ${what} gives nothing the focus (${how})`, async () => {
        const {root} = await asking();
        await press(find(root, selector));
        expect(focusedIn(root)).to.equal('nothing');
      });

    it(`on the slots gives it to the field (${how})`, async () => {
      const {root} = await asking();
      await press(find(root, '.slots'));
      expect(focusedIn(root)).to.equal('code');
    });

    it(`on the label gives it to the field (${how})`, async () => {
      const {root} = await asking();
      await press(find(root, 'label'));
      expect(focusedIn(root)).to.equal('code');
    });

    it(`on text leaves it in the field that has it (${how})`, async () => {
      const {root} = await asking();
      find(root, '#code').focus();
      await press(find(root, '.hint'));
      expect(focusedIn(root)).to.equal('code');
    });
  }

  for (const what of ['what is authorized', 'the account'] as const)
    it(`drawn over ${what} by the mouse selects it, and gives nothing the focus`, async () => {
      const {root} = await asking();
      const text = find(root, texts[what]);
      await drag(text);
      expect(asTyped(selectedIn(root))).to.equal(shown(text));
      expect(focusedIn(root)).to.equal('nothing');
    });

  it('drawn over text selects it while the field has the focus too', async () => {
    const {root} = await asking();
    find(root, '#code').focus();
    const text = find(root, texts['the account']);
    await drag(text);
    expect(asTyped(selectedIn(root))).to.equal(shown(text));
  });

  it('on text takes the focus from what has it on the page, as on any page, and leaves the text as it was', async () => {
    const {root} = await asking();
    const other = onPage(document.createElement('input'));
    other.focus();
    const text = find(root, texts['the account']);
    await clickWithMouse(text);
    await settled();
    expect(document.activeElement?.localName).to.equal('body');
    expect(text.hasAttribute('tabindex')).to.be.false;
  });

  it('the element still takes the focus when it is given it', async () => {
    const {root, element} = await asking();
    element.focus();
    expect(focusedIn(root)).to.equal('code');
  });
});
