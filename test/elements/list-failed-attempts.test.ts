import {expect} from 'chai';
import {appears, inside, unlockWith, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {accounts, comesTo, problem, reached, asTyped} from '../../stories/fixtures/index.js';
import {
  DEVICE,
  enter,
  heldBack,
  honestly,
  OTHER_PASSWORD,
  PASSWORD,
  prove,
  type ScriptedDeviceEndpoint,
} from '../../stories/fixtures/device.js';
import {listOfThisDevice, onThisDevice} from '../../stories/fixtures/states/verify-on-device.js';
import type {Device} from '../../src/domain/contract.js';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {createVault} from '../../src/adapters/vault/index.js';
import {success, type Result} from '../../src/domain/problems.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {listTexts} from '../../src/elements/otp-list/texts.js';
import {localize} from '../../src/i18n/language.js';
import {mountVerify} from './support/mount-account.js';
import {listAgain, mountEnroll, mountList, type Setting} from './support/mount-device.js';
import {settled} from './support/mount.js';

const failedAttempts = (count: number) => asTyped(localize(listTexts, 'vi').failedAttempts(count));

/** The honest answer, with so many failures since the last unlock. */
const telling =
  (count: number | undefined) =>
  async <Value>(truth: () => Promise<Result<Value>>): Promise<Result<Value>> => {
    const answer = await truth();
    return answer.ok ? success({...answer.value, failedAttempts: count}) : answer;
  };

const press = async (element: OtpList, text: string, next: OtpList['step']) => {
  const arrived = comesTo(element, next);
  (await reached(element, element.step)).action(text)?.click();
  await arrived;
  await settled();
};

const lock = (element: OtpList) => press(element, 'Khóa danh sách', 'locked');
const byPasskey = (element: OtpList) => press(element, 'Mở khóa bằng sinh trắc học', 'open');
const said = async (element: OtpList) => (await reached(element, 'open')).text('[part~=notice]');

/** A list that opens when its owner is recognized: nobody here has a finger. */
async function mountWithPasskey(device: Setting<OtpList>['device'] & {}): Promise<OtpList> {
  const vault = createVault(createDeviceStore());
  const unlockWithPasskey = () => vault.unlock(PASSWORD, endpoint.books);
  const loadVault = () => Promise.resolve({...vault, unlockWithPasskey});
  const {element, endpoint} = await mountList({
    list: {accounts: [[accounts.base, 'active']], passkey: true},
    device,
    properties: {loadVault} as unknown as Partial<OtpList>,
  });
  await reached(element, 'locked');
  return element;
}

describe('what has failed since the last unlock of <otp-list>', () => {
  it('is said, but for what the customer has just got wrong here', async () => {
    const {element} = await mountList({device: {createUnlock: [telling(9), telling(10), telling(0)]}});
    await enter(element, OTHER_PASSWORD, 'unlocking');
    await reached(element, 'locked');
    await enter(element, PASSWORD, 'open');
    expect(await said(element)).to.equal(failedAttempts(9));
    await lock(element);
    await enter(element, PASSWORD, 'open');
    expect(await said(element)).to.equal('');
  });

  it('is said to whoever opens by passkey, once: what comes later is said when it has come', async () => {
    const element = await mountWithPasskey({getDevice: [telling(4), telling(4), telling(6)]});
    const heard: string[] = [];
    for (let round = 0; round < 3; round++) {
      await byPasskey(element);
      heard.push(await said(element));
      await lock(element);
    }
    expect(heard).to.deep.equal([failedAttempts(4), '', failedAttempts(2)]);
  });

  it('is not said again by an unlock by password, which the endpoint tells the same', async () => {
    const element = await mountWithPasskey({getDevice: telling(4), createUnlock: telling(5)});
    await byPasskey(element);
    await lock(element);
    await enter(element, PASSWORD, 'open');
    expect(await said(element)).to.equal(failedAttempts(1));
  });

  it('does not count to whoever opens by passkey what they got wrong before', async () => {
    const element = await mountWithPasskey({createUnlock: telling(0), getDevice: telling(1)});
    await enter(element, OTHER_PASSWORD, 'unlocking');
    await reached(element, 'locked');
    await byPasskey(element);
    expect(await said(element)).to.equal('');
  });

  it('is not said by an answer that comes once the list is locked', async () => {
    const late = heldBack<Device>(telling(3));
    const element = await mountWithPasskey({getDevice: [late.step, telling(3)]});
    await byPasskey(element);
    await lock(element);
    late.release();
    await settled();
    expect((await reached(element, 'locked')).text('[part~=notice]')).to.equal('');
    await byPasskey(element);
    expect(await said(element)).to.equal(failedAttempts(3));
  });

  for (const [what, answer] of [
    ['an endpoint that counts nothing for it', telling(undefined)],
    ['none that can be reached', problem('offline')],
  ] as const)
    it(`is unknown to ${what}: nothing is said`, async () => {
      const element = await mountWithPasskey({getDevice: answer});
      await byPasskey(element);
      expect(await said(element)).to.equal('');
    });

  it('stands as long as the list is open, beside what is said of anything else', async () => {
    const {element} = await mountList({device: {createUnlock: [telling(9), honestly]}});
    await enter(element, PASSWORD, 'open');
    const screen = await reached(element, 'open');
    screen.action('Sao chép')?.click();
    await appears(() => screen.status() !== '');
    expect(await said(element)).to.equal(failedAttempts(9));
    await press(element, 'Đổi mật khẩu KB-OTP', 'proving');
    await press(element, 'Quay lại', 'open');
    expect(await said(element)).to.equal(failedAttempts(9));
  });

  it('is said as well when it was heard by proving oneself, which makes the endpoint count anew', async () => {
    const {element} = await mountList({device: {createUnlock: [telling(0), telling(5)]}});
    await enter(element, PASSWORD, 'open');
    await press(element, 'Đổi mật khẩu KB-OTP', 'proving');
    await enter(element, PASSWORD, 'creating-password');
    await press(element, 'Quay lại', 'open');
    expect(await said(element)).to.equal(failedAttempts(5));
  });
});

describe('what had failed before an unlock that shows no list', () => {
  const toldByNextList = async (endpoint: ScriptedDeviceEndpoint) => {
    const list = listAgain(endpoint);
    await enter(list, PASSWORD, 'open');
    return said(list);
  };

  it('is said by the next list when the unlock gave a code of this device', async () => {
    const standing = onThisDevice;
    const {element, endpoint} = await mountVerify({
      ...{standing, list: listOfThisDevice},
      device: {createUnlock: [telling(9), telling(0)]},
    });
    const part = await inside(element, 'otp-device-code');
    await appears(() => wordsIn(part).trim() !== '');
    await appears(() => part.step === 'asking');
    await unlockWith(element, PASSWORD);
    await reached(element, 'verified');
    element.remove();
    expect(await toldByNextList(endpoint)).to.equal(failedAttempts(9));
  });

  it('is said to whoever opens by passkey as well, and by a list that was there before', async () => {
    const list = await mountWithPasskey({getDevice: problem('offline')});
    const unlock = 'unlock-of-another-page';
    const note = {device: DEVICE, unlock, failedAttempts: 5, confirmation: null};
    await createVault(createDeviceStore()).keepUnlockNote(unlock, note);
    await byPasskey(list);
    expect(await said(list)).to.equal(failedAttempts(5));
  });

  it('is said by the next list when the unlock was for one more account', async () => {
    const {element, endpoint} = await mountEnroll({
      list: {accounts: [[accounts.second, 'active']]},
      device: {createUnlock: [telling(9), telling(0)]},
    });
    await prove(element, 'entering-password');
    await enter(element, PASSWORD, 'done');
    element.remove();
    expect(await toldByNextList(endpoint)).to.equal(failedAttempts(9));
  });
});
