/** While a code is asked for, nothing on the page moves: neither what is about to be pressed, nor what is below. */
import {expect} from 'chai';
import type {Endpoint} from '../../src/ports/endpoint.js';
import type {Stepping} from '../../stories/fixtures/customer/screen.js';
import {verify} from '../../stories/fixtures/index.js';
import {elementFor} from '../../stories/fixtures/mount/mount.js';
import {reach, type StateTable, type StoryState} from '../../stories/fixtures/states/state.js';
import {onPage} from './support/mount.js';

const frames = async () => {
  for (let count = 0; count < 3; count += 1) await new Promise((resolve) => void requestAnimationFrame(resolve));
};

const pageBelow = () => {
  const below = onPage(document.createElement('p'));
  below.textContent = 'What the page has below.';
  return below;
};

interface Shift {
  readonly startTime: number;
  readonly value: number;
}

/**
 * What the browser scores from `go` until what it led to is painted; pressing a button by script excuses nothing. The
 * browser tells of it late, but in order: something is moved on purpose at the end, and waited for.
 */
async function shiftsDuring(witness: HTMLElement, go: () => Promise<unknown>): Promise<number> {
  let score = 0;
  let end = Infinity;
  const told = new Promise<void>((resolve) => {
    const observer = new PerformanceObserver((entries) => {
      for (const {startTime, value} of entries.getEntries() as unknown as readonly Shift[]) {
        if (startTime < end) score += value;
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
  witness.style.marginBlockStart = '100px';
  await told;
  return score;
}

function tested<Shown extends Stepping, Setting, Around extends Endpoint, Step extends string>(
  table: StateTable<Shown, Setting, Around, {readonly step: Step}>,
): void {
  const going = async ({setting, properties = {}, ...state}: StoryState<Shown, Setting, {readonly step: Step}>) => {
    document.documentElement.lang = 'vi';
    const element = onPage(elementFor(table, await table.prepare(setting), properties));
    await element.updateComplete;
    const below = pageBelow();
    await frames();
    return shiftsDuring(below, () => reach(element, table, state, 'vi'));
  };
  for (const state of table.states.filter(({name, step}) => asking.has(step) && !isElsewhere(name)))
    it(`on the way to “${state.name}”`, async () => {
      expect(await going(state)).to.equal(0);
    });
}

const asking = new Set<string>(['loading', 'requesting', 'code', 'submitting']);

/** The way there leads over another screen, or an action has another text from then on, and the next one moves. */
const isElsewhere = (name: string) => name === 'sent again';

describe('nothing moves while a code is asked for', () => {
  it('where something moves, it is seen', async () => {
    const above = onPage(document.createElement('div'));
    const below = pageBelow();
    await frames();
    expect(await shiftsDuring(below, async () => void (above.style.height = '200px'))).to.be.above(0);
  });

  tested(verify);
});
