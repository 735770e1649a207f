import {expect} from 'chai';
import {comesTo, problem, reached, type Screen} from '../../stories/fixtures/index.js';
import {codesShown, DEVICE, enter, PASSWORD} from '../../stories/fixtures/device.js';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {listAgain, mountList} from './support/mount-device.js';
import {settled} from './support/mount.js';

async function press(element: OtpList, text: string, next: OtpList['step']): Promise<Screen<OtpList>> {
  const arrived = comesTo(element, next);
  (await reached(element, element.step)).action(text)?.click();
  return arrived;
}

/** Until no confirmation waits in this browser any more. */
async function nothingKept(): Promise<void> {
  const store = createDeviceStore();
  for (let left = 1; left > 0;) {
    const kept = await store.notes();
    left = kept.ok ? kept.value.length : 1;
  }
}

describe('a right password that the endpoint does not hear was right', () => {
  it('is told on the open list, and no second one is spent until it is heard', async () => {
    const {element, endpoint} = await mountList({device: {confirmUnlock: problem('upstream_unavailable')}});
    const screen = await enter(element, PASSWORD, 'open');
    await codesShown(element);
    expect(screen.text('[part~=notice]')).to.contain('Số lần mở khóa còn lại cho đến khi gửi được: 9.');
    await press(element, 'Khóa danh sách', 'locked');
    await enter(element, PASSWORD, 'unlocking');
    const locked = await reached(element, 'locked');
    expect(locked.tone()).to.equal('danger');
    expect(endpoint.books.devices.get(DEVICE)?.open).to.equal(1);
  });

  it('costs one guess, however often the page is loaded anew, and none once it is heard', async () => {
    let isDeaf = true;
    const {element, endpoint} = await mountList({
      device: {confirmUnlock: (honest) => (isDeaf ? problem('timeout') : honest())},
    });
    await enter(element, PASSWORD, 'open');
    let page = element;
    for (let round = 0; round < 3; round++) {
      page.remove();
      page = listAgain(endpoint);
      await reached(page, 'locked');
      await enter(page, PASSWORD, 'unlocking');
      await reached(page, 'locked');
    }
    expect([endpoint.calls.createUnlock.length, endpoint.books.devices.get(DEVICE)?.open]).to.deep.equal([1, 1]);
    isDeaf = false;
    const screen = await enter(page, PASSWORD, 'open');
    await nothingKept();
    expect([screen.text('[part~=notice]'), endpoint.books.devices.get(DEVICE)?.open]).to.deep.equal(['', 0]);
    const told = endpoint.calls.confirmUnlock.length;
    await reached(listAgain(endpoint), 'locked');
    await settled();
    expect(endpoint.calls.confirmUnlock.length).to.equal(told);
  });

  it('is told twice where two pages wait for the same, which harms nothing', async () => {
    let isDeaf = true;
    const {element, endpoint} = await mountList({
      device: {confirmUnlock: (honest) => (isDeaf ? problem('timeout') : honest())},
    });
    await enter(element, PASSWORD, 'open');
    await codesShown(element);
    const other = listAgain(endpoint);
    await reached(other, 'locked');
    await settled();
    isDeaf = false;
    window.dispatchEvent(new Event('online'));
    await nothingKept();
    const {open, confirmed} = endpoint.books.devices.get(DEVICE) ?? {};
    expect([open, new Set(confirmed).size]).to.deep.equal([0, 1]);
    await enter(other, PASSWORD, 'open');
    expect(await codesShown(other)).to.have.length(1);
  });
});
