/** What a designer would see at once: sizes, edges and lines that are to be the same. */
import {expect} from 'chai';
import {challenge, problem, reached, send, verify} from '../../stories/fixtures/index.js';
import {enroll} from '../../stories/fixtures/states/enroll.js';
import {list} from '../../stories/fixtures/states/list.js';
import {stateIn, type StateTable} from '../../stories/fixtures/states/state.js';
import type {Stepping} from '../../src/testing/customer/screen.js';
import './support/mount-account.js';
import './support/mount-device.js';
import {frames, mount, show} from './support/mount.js';

const narrow = (element: HTMLElement, width: number) => {
  element.style.cssText = `display: block; inline-size: ${width}px; font: 15px/1.5 Arial, sans-serif`;
};
const inside = <Found extends HTMLElement = HTMLElement>(host: Element, selector: string): Found => {
  const found = host.shadowRoot?.querySelector<Found>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
};
const left = (node: Element) => Math.round(node.getBoundingClientRect().left * 10) / 10;

/** An element of a table in one of its states, in a width. */
async function shown<Shown extends Stepping>(table: unknown, name: string, width: number, density?: 'compact') {
  const typed = table as StateTable<Shown>;
  const {element} = await show(typed, stateIn(typed, name));
  narrow(element, width);
  if (density) element.setAttribute('density', density);
  await element.updateComplete;
  await frames();
  return element;
}

describe('an order ticket', () => {
  const wrong = [problem('code_invalid', {attemptsLeft: 3}), problem('challenge_locked')];
  for (const width of [280, 320, 390])
    it(`is 220 px high in every step: ${width} px`, async () => {
      const {element} = mount({attributes: {density: 'compact'}, script: {answerChallenge: wrong}});
      narrow(element, width);
      const heights = [];
      await reached(element, 'code');
      await frames();
      heights.push(element.offsetHeight);
      await send(element, 'code');
      await frames();
      heights.push(element.offsetHeight);
      await send(element, 'failed');
      await frames();
      heights.push(element.offsetHeight);
      expect(heights).to.deep.equal([220, 220, 220]);
    });

  it('has nothing under the outline of the field that has the focus', async () => {
    const {element} = mount({attributes: {density: 'compact'}});
    narrow(element, 280);
    const {field} = await reached(element, 'code');
    field()?.focus();
    const {top} = inside(element, '.slots').getBoundingClientRect();
    const outline = parseFloat(getComputedStyle(inside(element, '.slots')).outlineWidth);
    expect(outline).to.be.greaterThan(0);
    expect(inside(element, '.ask').getBoundingClientRect().bottom).to.be.at.most(top - outline);
  });

  it('has how a code is sent anew in the line of the hint', async () => {
    const {element} = mount({
      attributes: {density: 'compact'},
      script: {createChallenge: ({request}) => challenge.sms(request)},
    });
    narrow(element, 464);
    await reached(element, 'code');
    const [hint, anew] = ['#hint', '.say button'].map((selector) => inside(element, selector).getBoundingClientRect());
    expect(anew!.top + anew!.height / 2).to.be.within(hint!.top, hint!.bottom);
  });
});

describe('what another page asks', () => {
  it('says in a ticket too which page that is', async () => {
    const element = await shown(list, 'scanned a cash transfer', 390, 'compact');
    const from = inside(inside(element, 'otp-scan'), '.account span');
    expect([from.textContent?.includes('KB\u2011Buddy'), from.checkVisibility()]).to.deep.equal([true, true]);
  });
});

describe('a proof inside another element', () => {
  for (const density of [undefined, 'compact'] as const)
    for (const width of [280, 390])
      it(`shares its edges: ${width} px, ${density ?? 'roomy'}`, async () => {
        const element = await shown(enroll, 'proving', width, density);
        const proof = inside(element, 'otp-verify');
        expect(left(inside(proof, '.ask'))).to.be.closeTo(left(inside(element, '.steps')), 0.3);
      });

  it('is as dense', async () => {
    const element = await shown(enroll, 'proving', 390, 'compact');
    expect(inside(inside(element, 'otp-verify'), '.slots').offsetHeight).to.equal(44);
  });
});

describe('the list', () => {
  it('is as high while its codes are hidden', async () => {
    const heights = [];
    for (const name of ['open', 'open, codes hidden'])
      heights.push(inside(await shown(list, name, 390), '.entry').offsetHeight);
    expect(heights[0]).to.be.closeTo(heights[1]!, 1);
  });

  it('is as high while the next code is shown, at 280 px too', async () => {
    const element = await shown(list, 'open, with biometrics', 280);
    const before = inside(element, '.entry').offsetHeight;
    const next = Object.assign(document.createElement('span'), {className: 'next', textContent: 'Kế tiếp: 118 402'});
    inside(element, '.side').append(next);
    expect(inside(element, '.entry').offsetHeight).to.equal(before);
  });

  for (const name of ['open', 'a code to type, without a network'])
    it(`has the time that a code is left in the code’s line at 280 px: ${name}`, async () => {
      const element = await shown(list, name, 280);
      const host = name === 'open' ? element : inside(element, 'otp-scan');
      const [code, clock] = ['.entry-code', '.clock'].map((selector) => inside(host, selector).getBoundingClientRect());
      expect(clock!.top).to.be.below(code!.bottom);
      expect(clock!.right).to.be.at.most(element.getBoundingClientRect().right);
    });

  for (const density of [undefined, 'compact'] as const)
    it(`keeps what waits within its card, above the first account: ${density ?? 'roomy'}`, async () => {
      const element = await shown(list, 'a request waits', 390, density);
      const bar = inside(inside(element, 'otp-requests'), '.bar').getBoundingClientRect();
      expect(bar.top).to.be.at.least(inside(element, '.card').getBoundingClientRect().top);
      expect(bar.bottom).to.be.at.most(inside(element, '.name').getBoundingClientRect().top);
    });

  it('has its ways in one size in a ticket', async () => {
    const element = await shown(list, 'open', 390, 'compact');
    const ways = [...(element.shadowRoot?.querySelectorAll('.actions > button, .actions summary') ?? [])];
    const sizes = new Set(ways.map((way) => getComputedStyle(way).fontSize));
    expect([ways.length > 1, sizes.size]).to.deep.equal([true, 1]);
  });
});

describe('accounts to choose', () => {
  it('share the edge of their heading', async () => {
    const element = await shown(enroll, 'choosing accounts', 390);
    const heading = document.createRange();
    heading.selectNodeContents(inside(element, 'legend'));
    expect(heading.getBoundingClientRect().left).to.be.closeTo(left(inside(element, '.tick input')), 0.5);
  });
});

describe('an action in the line of help', () => {
  it('is told from the text around it, once it can be pressed', async () => {
    const seen = [];
    for (const name of ['asking on the phone', 'asking for an SMS code'])
      seen.push(getComputedStyle(inside(await shown(verify, name, 390), '.say button')).textDecorationLine);
    expect(seen).to.deep.equal(['underline', 'none']);
  });
});
