/**
 * While a code is asked for, nothing on the page moves: neither what is about to be pressed, nor what is below. From
 * then on, whatever follows, nothing does that is the page's own.
 */
import {expect} from 'chai';
import type {Endpoint} from '../../src/ports/endpoint.js';
import type {Stepping} from '../../src/testing/customer/screen.js';
import type {OtpVerify} from '../../src/elements/otp-verify/otp-verify.js';
import {problem, reached, send, verify} from '../../stories/fixtures/index.js';
import {elementFor} from '../../stories/fixtures/mount/mount.js';
import {reach, type StateTable, type StoryState} from '../../stories/fixtures/states/state.js';
import {cancel} from '../../stories/fixtures/states/cancel.js';
import {enroll} from '../../stories/fixtures/states/enroll.js';
import {list} from '../../stories/fixtures/states/list.js';
import {synchronize} from '../../stories/fixtures/states/synchronize.js';
import {asking as listAsks, verifyOnDevice} from '../../stories/fixtures/states/verify-on-device.js';
import './support/mount-account.js';
import './support/mount-device.js';
import {frames, mount, onPage} from './support/mount.js';

const pageBelow = () => {
  const below = onPage(document.createElement('p'));
  below.textContent = 'What the page has below.';
  return below;
};

interface Shift {
  readonly startTime: number;
  readonly value: number;
  readonly sources: readonly {readonly node: Node | null}[];
}

/**
 * What the browser scores from `go` until what it led to is painted; pressing a button by script excuses nothing. The
 * browser tells of it late, but in order: a witness at the top, where it is seen, is moved on purpose at the end, and
 * waited for.
 */
async function shiftsDuring(
  go: () => Promise<unknown>,
  counts: (shift: Shift) => boolean = () => true,
): Promise<number> {
  const witness = onPage(document.createElement('div'));
  witness.style.cssText =
    'position: absolute; inset: 0 auto auto 0; inline-size: 99px; block-size: 99px; background: red';
  let score = 0;
  let end = Infinity;
  const told = new Promise<void>((resolve) => {
    const observer = new PerformanceObserver((entries) => {
      for (const shift of entries.getEntries() as unknown as readonly Shift[]) {
        if (shift.startTime < end) score += counts(shift) ? shift.value : 0;
        else {
          observer.disconnect();
          resolve();
        }
      }
    });
    observer.observe({type: 'layout-shift'});
  });
  await go();
  await frames();
  end = performance.now();
  witness.style.insetBlockStart = '99px';
  await told;
  return score;
}

function tested<Shown extends Stepping, Setting, Around extends Endpoint, Step extends string>(
  table: StateTable<Shown, Setting, Around, {readonly step: Step}>,
): void {
  type State = StoryState<Shown, Setting, {readonly step: Step}>;
  const going = async ({setting, properties = {}, ...state}: State, ofThePageAlone = false) => {
    document.documentElement.lang = 'vi';
    const element = onPage(elementFor(table, await table.prepare(setting), properties));
    await element.updateComplete;
    const below = pageBelow();
    await frames();
    const isOfThePage = ({sources}: Shift) => sources.some(({node}) => node === below);
    const counts = ofThePageAlone ? isOfThePage : undefined;
    return shiftsDuring(() => reach(element, table, state, 'vi'), counts);
  };
  for (const state of table.states.filter(({name, step}) => asking.has(step) && !isElsewhere(name)))
    it(`on the way to “${state.name}”`, async () => {
      expect(await going(state)).to.equal(0);
    });
  for (const state of table.states.filter(
    ({name, step}) => !asking.has(step) || (isElsewhere(name) && !grown.has(name)),
  ))
    it(`on the way to “${state.name}”, what the page has below`, async () => {
      expect(await going(state, true)).to.equal(0);
    });
}

const asking = new Set<string>(['loading', 'requesting', 'code', 'submitting']);

/** By the customer's own press; or the field comes after a wait, which is lower, and painted here as over a network. */
const grown = new Set([
  'asking for a code beside the phone',
  'offering the QR code',
  'showing the QR code',
  'the QR code could not be shown',
]);
/** The way there leads over another screen, or an action has another text from then on, and the next one moves. */
const elsewhere = new Set(['sent again', 'asking on the phone', 'offering the QR code beside the phone']);
const isElsewhere = (name: string) => elsewhere.has(name) || grown.has(name);

describe('nothing moves while a code is asked for', () => {
  it('where something moves, it is seen', async () => {
    const above = onPage(document.createElement('div'));
    pageBelow();
    await frames();
    expect(await shiftsDuring(async () => void (above.style.height = '200px'))).to.be.above(0);
  });

  tested(verify);
});

/** An endpoint whose answers come after the wait for them was painted. */
const unhurried = <Around extends Endpoint>(endpoint: Around): Around =>
  new Proxy(endpoint, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: readonly unknown[]) => {
        await frames();
        return (value as (...args: readonly unknown[]) => unknown).apply(target, [...args]);
      };
    },
  });

/** What this device's list says of itself stands below the field, which is there before it. */
const isNote = (name: string) => name === 'superseded';

/** Pressed for by script, which excuses nothing: neither may an answer move what the page has below, nor a press. */
function testedAlone<Shown extends Stepping, Setting, Around extends Endpoint, Step extends string>(
  table: StateTable<Shown, Setting, Around, {readonly step: Step}>,
  counts: (state: StoryState<Shown, Setting, {readonly step: Step}>) => boolean = ({acts = []}) => acts.length === 0,
): void {
  for (const state of table.states.filter((state) => counts(state) && !isNote(state.name)))
    it(`<${table.part ?? table.tag}>, on the way to “${state.name}”`, async () => {
      document.documentElement.lang = 'vi';
      const {setting, properties = {}, ...unset} = state;
      const element = elementFor(table, unhurried(await table.prepare(setting)), properties);
      element.style.inlineSize = '390px';
      onPage(element);
      await element.updateComplete;
      const below = pageBelow();
      await frames();
      const isOfThePage = ({sources}: Shift) => sources.some(({node}) => node === below);
      expect(await shiftsDuring(() => reach(element, table, unset, 'vi'), isOfThePage)).to.equal(0);
    });
}

describe('what the page has below is moved by no answer', () => {
  testedAlone(list);
  testedAlone(verifyOnDevice, ({acts = []}) => acts.every((act) => act === listAsks));
});

/** A flow that the customer ends before it has begun to change anything gives its room back. */
const isLeft = (name: string) => name === 'dismissed' || name === 'declined';

describe('what the page has below is moved by no answer, and by no press', () => {
  testedAlone(enroll, () => true);
  testedAlone(cancel, ({name}) => !isLeft(name));
  testedAlone(synchronize, ({name}) => !isLeft(name));
});

describe('the height that is held', () => {
  const cardOf = ({shadowRoot}: OtpVerify) => shadowRoot?.querySelector<HTMLElement>('.card') as HTMLElement;
  const afterCode = async () => {
    const {element} = mount({script: {answerChallenge: problem('challenge_locked')}});
    await reached(element, 'code');
    await frames();
    const asked = cardOf(element).offsetHeight;
    await send(element, 'failed');
    await frames();
    return {element, card: cardOf(element), asked};
  };

  it('is that of the highest screen so far, and ends with another act', async () => {
    const {element, card, asked} = await afterCode();
    expect(asked, 'the code screen is the higher one').to.be.above(380);
    expect(card.offsetHeight).to.equal(asked);
    element.purpose = 'login';
    await reached(element, 'code');
    await element.updateComplete;
    expect(card.style.minBlockSize).to.equal('');
  });

  it('ends with another width, and no observer is asked twice for it', async () => {
    const errors: string[] = [];
    const note = ({message}: ErrorEvent) => void errors.push(message);
    window.addEventListener('error', note);
    const {element, card, asked} = await afterCode();
    element.style.inlineSize = '300px';
    await frames();
    element.style.inlineSize = '700px';
    await frames();
    expect(card.offsetHeight).to.be.below(asked);
    window.removeEventListener('error', note);
    expect(errors).to.deep.equal([]);
  });
});
