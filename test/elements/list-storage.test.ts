/** Whether the browser keeps the list is said, and can be asked for; codes can be kept from the eyes of others. */
import {expect} from 'chai';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {createVault} from '../../src/adapters/vault/index.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {shown} from '../../stories/fixtures/index.js';
import {clockFrom, codesShown, enter, hears, PASSWORD} from '../../stories/fixtures/device.js';
import {mountList} from './support/mount-device.js';
import {settled} from './support/mount.js';

/** A browser that has promised to keep the list, or would, once it is asked. */
function browserThat({isPersisted, persists}: {readonly isPersisted: boolean; readonly persists: boolean}) {
  const vault = createVault(createDeviceStore());
  const asked: string[] = [];
  const own = {
    ...vault,
    isPersisted: () => Promise.resolve(isPersisted),
    persist: () => {
      asked.push('persist');
      return Promise.resolve(persists);
    },
  };
  return {asked, properties: {loadVault: () => Promise.resolve(own)} as unknown as Partial<OtpList>};
}

const warning = 'Trình duyệt có thể tự xóa Danh sách KB-OTP.';
const notices = (root: ShadowRoot) => [...root.querySelectorAll('.offer')].map(shown).join(' ');

describe('a list that the browser may clear', () => {
  it('says so, and asks the browser once the customer wants it kept', async () => {
    const {properties, asked} = browserThat({isPersisted: false, persists: true});
    const {element} = await mountList({properties});
    const screen = await enter(element, PASSWORD, 'open');
    while (!notices(screen.root).includes(warning)) await settled();
    expect(asked).to.deep.equal([]);
    screen.action('Giữ dữ liệu trên thiết bị')?.click();
    await hears(element, 'Danh sách KB-OTP được giữ trên thiết bị này.');
    expect([asked.length, notices(screen.root)]).to.deep.equal([1, '']);
  });

  it('says what that means where the browser does not agree', async () => {
    const {properties} = browserThat({isPersisted: false, persists: false});
    const {element} = await mountList({properties});
    const screen = await enter(element, PASSWORD, 'open');
    while (!screen.action('Giữ dữ liệu trên thiết bị')) await settled();
    screen.action('Giữ dữ liệu trên thiết bị')?.click();
    await hears(element, 'Trình duyệt chưa cho phép. Nếu danh sách bị xóa, Quý khách cần hủy và đăng ký lại KB-OTP.');
    expect(screen.action('Giữ dữ liệu trên thiết bị')).to.equal(undefined);
  });

  it('says nothing of it where the browser has promised', async () => {
    const {properties} = browserThat({isPersisted: true, persists: true});
    const {element} = await mountList({properties});
    const screen = await enter(element, PASSWORD, 'open');
    await settled();
    expect(notices(screen.root)).to.equal('');
  });
});

describe('a list with `hide-codes`', () => {
  const PERIOD_BEGINS = Date.UTC(2026, 10, 23, 2, 15, 0);
  const button = (root: ShadowRoot) => root.querySelector<HTMLButtonElement>('button[part~=code]');

  it('shows dots in place of codes, to the eye and to the ear', async () => {
    const {element} = await mountList({properties: {hideCodes: true}});
    const {root} = await enter(element, PASSWORD, 'open');
    await settled();
    expect(shown(button(root))).to.equal('••• •••');
    expect(button(root)?.getAttribute('aria-label')).to.equal('Hiện mã của 058C•••456');
    expect(root.textContent).to.not.match(/\d{3} \d{3}|(\d ){5}\d/);
  });

  it('shows the code that is pressed', async () => {
    const {element} = await mountList({now: clockFrom(PERIOD_BEGINS), properties: {hideCodes: true}});
    const {root} = await enter(element, PASSWORD, 'open');
    button(root)?.click();
    while (!/^\d{3} \d{3}$/.test((await codesShown(element))[0] ?? '')) await settled();
    expect(button(root)).to.equal(null);
  });

  it('hides it again with the lock', async () => {
    const {element} = await mountList({properties: {hideCodes: true}});
    const screen = await enter(element, PASSWORD, 'open');
    button(screen.root)?.click();
    await settled();
    screen.action('Khóa danh sách')?.click();
    await enter(element, PASSWORD, 'open');
    expect(shown(button(screen.root))).to.equal('••• •••');
  });
});
