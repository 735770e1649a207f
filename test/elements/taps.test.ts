import {executeServerCommand} from '@web/test-runner-commands';
import {expect} from 'chai';
import {challenge, reached, statusWith} from '../../stories/fixtures/index.js';
import {mount} from './support/mount.js';
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

const focusedIn = ({activeElement}: ShadowRoot) => activeElement?.id ?? 'nothing';

const texts = {
  'what is authorized': '.purpose dd',
  'the account': '.account',
  'the hint': '.hint',
  'the status line': '.status',
  'the card itself': '.card',
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

  for (const [how, press] of [['mouse', clickWithMouse], ['finger', tap]] as const) {
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

  it('the element still takes the focus when it is given it', async () => {
    const {root, element} = await asking();
    element.focus();
    expect(focusedIn(root)).to.equal('code');
  });
});
