/** How much an element asks of the browser, counted: renders, layouts, style passes, nodes, timers. */
import {executeServerCommand, sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import {challenge, leave, order, press, problem, reached, status} from '../../stories/fixtures/index.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import type {ServerClock} from '../../src/controllers/server-clock.js';
import {mount, settled} from './support/mount.js';
import {notedTimers, whileTimeStands} from './support/fake-timers.js';

interface Counts {
  readonly layouts: number;
  readonly styles: number;
}

const frame = () => new Promise((resolve) => void requestAnimationFrame(resolve));

async function counters(): Promise<Counts> {
  const {metrics} = await executeServerCommand<{metrics: {name: string; value: number}[]}, object>('cdp', {
    method: 'Performance.getMetrics',
  });
  const of = (wanted: string) => metrics.find(({name}) => name === wanted)?.value ?? NaN;
  return {layouts: of('LayoutCount'), styles: of('RecalcStyleCount')};
}

/** What the browser lays out and styles from before `run` until the frame after it. */
async function during(run: () => Promise<unknown>): Promise<Counts> {
  const before = await counters();
  await whileTimeStands(run);
  await frame();
  await frame();
  const after = await counters();
  return {layouts: after.layouts - before.layouts, styles: after.styles - before.styles};
}

/** The seconds that pass meanwhile are not counted, neither on the screen nor here. */
function standStill(element: OtpVerify): void {
  const {time} = element as unknown as {time: ServerClock};
  time.sleep();
  time.wakeAt = () => undefined;
}

/** How often an element is rendered while `run` is under way, but for each second that passes. */
async function rendersOf(element: OtpVerify, run: () => Promise<unknown>): Promise<number> {
  let renders = 0;
  standStill(element);
  const observer = element as unknown as {update: (changed: unknown) => void};
  const {update} = observer;
  observer.update = function (changed) {
    renders += 1;
    update.call(this, changed);
  };
  await whileTimeStands(async () => {
    await run();
    await settled();
  });
  return renders;
}

/** A frame in which anything moves is styled for it, however many there are meanwhile; here nothing moves. */
function still({shadowRoot}: OtpVerify): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::after { animation: none !important; transition: none !important; }');
  shadowRoot?.adoptedStyleSheets.push(sheet);
  for (const animation of shadowRoot?.getAnimations() ?? []) animation.cancel();
}

async function focused(setting: Parameters<typeof mount>[0] = {}, moves = false): Promise<OtpVerify> {
  const {element} = mount(setting);
  const screen = await reached(element, 'code');
  if (!moves) still(element);
  screen.field()?.focus();
  await settled();
  await frame();
  return element;
}

const shownStatus = ({shadowRoot}: OtpVerify) => shadowRoot?.querySelector('#status')?.textContent.trim();

/** Blank text between tags is taken out of what is built. */
function nodesIn(root: Node): number {
  const walker = document.createTreeWalker(root);
  let nodes = 1;
  while (walker.nextNode())
    if (!(walker.currentNode instanceof Text && walker.currentNode.data.trim() === '')) nodes += 1;
  return nodes;
}

describe('what an element asks of the browser', () => {
  before(() => executeServerCommand('cdp', {method: 'Performance.enable'}));

  it('a key: no render; the last of a code, one', async () => {
    const element = await focused();
    expect(await rendersOf(element, () => sendKeys({type: '12345'}))).to.equal(0);
    expect(await rendersOf(element, () => sendKeys({type: '6'}))).to.equal(1);
  });

  it('a key that takes a complaint away: one render', async () => {
    const element = await focused();
    await sendKeys({press: 'Enter'});
    expect(shownStatus(element)).to.contain('6');
    expect(await rendersOf(element, () => sendKeys({type: '1'}))).to.equal(1);
    expect(shownStatus(element)).to.equal('');
  });

  it('a key: two layouts at most, the browser’s own and that of one slot', async () => {
    standStill(await focused());
    const {layouts, styles} = await during(() => sendKeys({type: '12345'}));
    expect(layouts, 'layouts').to.be.at.most(10);
    expect(styles, 'style passes').to.be.at.most(6);
  });

  it('a whole code at once that goes out by itself: one render, and as little as a key', async () => {
    const element = await focused({autoSubmit: true, script: {answerChallenge: () => new Promise(() => undefined)}});
    const field = element.shadowRoot?.querySelector('input');
    const insert = async () => void document.execCommand('insertText', false, '123456');
    let counted: Counts | undefined;
    const renders = await rendersOf(element, async () => {
      counted = await during(insert);
    });
    expect(element.step).to.equal('submitting');
    expect(field?.value).to.equal('123456');
    expect(renders, 'renders').to.equal(1);
    expect(counted?.layouts, 'layouts').to.be.at.most(2);
    expect(counted?.styles, 'style passes').to.be.at.most(3);
  });

  describe('while everything moves that moves', () => {
    const blinks = ({shadowRoot}: OtpVerify) =>
      shadowRoot?.getAnimations().some((one) => (one as CSSAnimation).animationName === 'blink');

    it('the first key ends the blinking of the caret, and each of the others costs what it does on a still screen', async () => {
      const element = await focused({}, true);
      standStill(element);
      while (!blinks(element)) await frame();
      const press = async (digit: string) => {
        await sendKeys({press: digit});
        for (let frames = 0; frames < 4; frames += 1) await frame();
      };
      await press('1');
      expect(blinks(element), 'it blinks while keys come').to.be.false;
      const {layouts, styles} = await during(async () => {
        for (const digit of '23456') await press(digit);
      });
      expect(layouts, 'layouts').to.be.at.most(10);
      expect(styles, 'style passes').to.be.at.most(6);
      while (!blinks(element)) await frame();
    });

    it('what turns is turned by the compositor alone, and not before a customer would wonder', async () => {
      const {element} = mount({script: {getAuthentication: () => new Promise(() => undefined)}});
      await reached(element, 'loading');
      const turning = element.shadowRoot?.getAnimations() ?? [];
      const names = turning.flatMap(({effect}) =>
        (effect as KeyframeEffect).getKeyframes().flatMap((keyframe) => Object.keys(keyframe)),
      );
      const own = new Set(names.filter((name) => !['offset', 'computedOffset', 'easing', 'composite'].includes(name)));
      expect([...own]).to.deep.equal(['transform']);
      expect(turning.map(({effect}) => effect?.getTiming().delay)).to.deep.equal([400]);
    });
  });

  it('from idle to the code field: two renders, one that waits and one that asks', async () => {
    const beginAuthentication = () => ({...status(), challenge: challenge.kbOtp({transaction: order})});
    const {element} = mount({account: '', script: {beginAuthentication}});
    await element.updateComplete;
    const renders = await rendersOf(element, async () => {
      element.account = '058C123456';
      await reached(element, 'code');
    });
    expect(renders).to.equal(2);
  });

  it('two hundred that come to their code screens: no layout and no style pass for each', async function () {
    // They are counted, not timed: a second of a processor, of which a busy machine gives a tenth.
    this.timeout(60_000);
    const {layouts, styles} = await during(async () => {
      const elements = Array.from({length: 200}, () => mount().element);
      await Promise.all(elements.map((element) => reached(element, 'code')));
    });
    expect(layouts, 'layouts').to.be.at.most(3);
    expect(styles, 'style passes').to.be.at.most(4);
  });

  it('a code screen: as few nodes as it has been brought to', async () => {
    const {element} = mount();
    await reached(element, 'code');
    expect(nodesIn(element.shadowRoot as ShadowRoot)).to.be.at.most(92);
  });
});

describe('an element on whose screen nothing changes', () => {
  const {setTimeout: start, clearTimeout: stop, setInterval: repeat} = globalThis;
  const {requestAnimationFrame: animate} = globalThis;
  const waiting = new Set<unknown>();
  let frames = 0;

  beforeEach(() => {
    waiting.clear();
    frames = 0;
    const counted = (callback: FrameRequestCallback) => {
      frames += 1;
      return animate(callback);
    };
    const noted = notedTimers(waiting);
    Object.assign(globalThis, {...noted, setInterval: noted.setTimeout, requestAnimationFrame: counted});
  });

  afterEach(() => {
    Object.assign(globalThis, {
      setTimeout: start,
      clearTimeout: stop,
      setInterval: repeat,
      requestAnimationFrame: animate,
    });
  });

  const rests: Readonly<Record<string, () => Promise<unknown>>> = {
    'without an account': () => mount({account: ''}).element.updateComplete,
    'that lets the customer choose': () =>
      reached(mount({account: '058C123456 058C999999'}).element, 'choosing-account'),
    'that has failed': () => reached(mount({script: {getAuthentication: problem('maintenance')}}).element, 'failed'),
    'that was left': async () => {
      const {element} = mount();
      await reached(element, 'code');
      await press(element, leave, 'dismissed');
    },
  };
  for (const [name, come] of Object.entries(rests))
    it(`${name}: no timer, no frame`, async () => {
      await come();
      await settled();
      expect([waiting.size, frames]).to.deep.equal([0, 0]);
    });

  it('twenty that ask for a code count its time by one timer', async () => {
    const elements = Array.from({length: 20}, () => mount().element);
    await Promise.all(elements.map((element) => reached(element, 'code')));
    await settled();
    expect([waiting.size, frames]).to.deep.equal([1, 0]);
    for (const element of elements) element.remove();
    await settled();
    expect(waiting.size).to.equal(0);
  });
});
