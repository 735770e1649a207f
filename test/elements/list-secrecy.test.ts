import {expect} from 'chai';
import {comesTo, shown} from '../../stories/fixtures/index.js';
import {enter, PASSWORD} from '../../stories/fixtures/device.js';
import {countInHeap} from '../adapters/support/heap.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {mountList} from './support/mount-device.js';

/** The characters of the painted code, one by one: as a text they would stand in the heap because of this. */
async function paintedCode(element: OtpList): Promise<string[]> {
  const painted = () => element.shadowRoot?.querySelector('[part~=code] span')?.textContent ?? '';
  // No pattern: the browser keeps what one has matched last.
  while (painted().length !== 7 || painted().includes('·'))
    await new Promise((resolve) => requestAnimationFrame(resolve));
  return [...painted()];
}

/** A text of its own, as a text node or what Lit has painted last is one. */
const isInHeap = async (painted: readonly string[]): Promise<boolean> =>
  (await countInHeap(['"', ...painted, '"'])) > 0;

/** The code that is painted, once it was painted for as long as it was looked for: the next may come meanwhile. */
async function searchedCode(element: OtpList): Promise<{painted: string[]; found: boolean}> {
  for (;;) {
    const painted = await paintedCode(element);
    const found = await isInHeap(painted);
    const after = await paintedCode(element);
    if (painted.every((character, place) => character === after[place])) return {painted, found};
  }
}

/** Keeps no button: with one, the test itself would hold the screen. */
const press = ({shadowRoot}: OtpList, text: string) =>
  [...(shadowRoot?.querySelectorAll('button') ?? [])].find((button) => shown(button) === text)?.click();

describe('the last code that <otp-list> has painted', function () {
  // A snapshot takes seconds, and many of them where the machine is busy.
  this.timeout(180_000);

  it('is in the heap while it is shown, and leaves it with the lock', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    const {painted, found} = await searchedCode(element);
    expect(found).to.equal(true);
    const locked = comesTo(element, 'locked');
    press(element, 'Khóa danh sách');
    await locked;
    await element.updateComplete;
    expect(await isInHeap(painted)).to.equal(false);
  });

  it('is held by no animation: the ring beside it is drawn anew each second', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    await paintedCode(element);
    expect(element.shadowRoot?.querySelector('.ring')).to.not.equal(null);
    expect(document.getAnimations()).to.deep.equal([]);
  });

  it('leaves it when the list leaves the page', async () => {
    const {element} = await mountList();
    await enter(element, PASSWORD, 'open');
    const painted = await paintedCode(element);
    element.remove();
    await element.updateComplete;
    expect(await isInHeap(painted)).to.equal(false);
    expect(element.isConnected).to.equal(false);
  });
});
