import '../../../src/define/otp-cancel.js';
import '../../../src/define/otp-enroll.js';
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {createVaultList} from '../../../src/adapters/vault/vault-list.js';
import type {OtpCancel} from '../../../src/elements/otp-cancel/otp-cancel.js';
import type {OtpEnroll} from '../../../src/elements/otp-enroll/otp-enroll.js';
import type {OtpVerify} from '../../../src/elements/otp-verify/otp-verify.js';
import type {VaultList} from '../../../src/ports/vault.js';
import type {AccountEndpoint, AccountSetting} from '../../../src/testing/endpoint/account-endpoint.js';
import type {Stepping} from '../../../src/testing/customer/screen.js';
import {allowStorage, forgetList} from '../../../stories/fixtures/device.js';
import {bringLateParts} from '../../../stories/fixtures/mount/late-parts.js';
import {cancel} from '../../../stories/fixtures/states/cancel.js';
import {synchronize} from '../../../stories/fixtures/states/synchronize.js';
import {verifyOnDevice} from '../../../stories/fixtures/states/verify-on-device.js';
import {mountFrom, type Mounted} from './mount.js';

type Setting<Shown> = AccountSetting & {readonly lang?: string; readonly properties?: Partial<Shown>};
type Mounting<Shown extends Stepping> = (setting?: Setting<Shown>) => Promise<Mounted<Shown, AccountEndpoint>>;

/** An `<otp-cancel>` on KB-Trade for an account on KB-OTP that was on SMS before. */
export const mountCancel: Mounting<OtpCancel> = (setting = {}) => mountFrom(cancel, setting);

/** An `<otp-enroll>` on KB-TradeDS for an account on KB-OTP whose derivatives account is not synchronized. */
export const mountSynchronize: Mounting<OtpEnroll> = ({standing, ...setting} = {}) =>
  mountFrom(synchronize, {standing: {derivatives: {synchronized: false}, ...standing}, ...setting});

/** An `<otp-verify>` of an order for an account on KB-OTP, on M-able unless another channel is asked for. */
export const mountVerify: Mounting<OtpVerify> = async ({properties, ...setting} = {}) => {
  await bringLateParts();
  return mountFrom(verifyOnDevice, {...setting, properties: {channel: 'm-able', ...properties}});
};

/** The list of this browser as another tab would see it. */
export const listOfAnotherTab = (): VaultList => createVaultList(createDeviceStore());

/** The accounts that this browser's list holds. */
export async function listed(): Promise<string[]> {
  const list = await listOfAnotherTab().read();
  return list.ok ? (list.value?.entries.map(({account}) => account) ?? []) : [list.problem.code];
}

const names = [
  'otp-cancelled',
  'otp-dismissed',
  'otp-enroll-requested',
  'otp-error',
  'otp-session-expired',
  'otp-step',
  'otp-synchronized',
  'otp-verified',
] as const;

/** Every event that the page hears from now on. */
export function heardOnPage(): Event[] {
  const events: Event[] = [];
  const note = (event: Event) => void events.push(event);
  for (const name of names) document.addEventListener(name, note);
  stops.add(() => {
    for (const name of names) document.removeEventListener(name, note);
  });
  return events;
}

/** The events' names, without those that tell a change of screen. */
export const namesOf = (events: readonly Event[]): string[] =>
  events.map(({type}) => type).filter((type) => type !== 'otp-step');

const stops = new Set<() => void>();

afterEach(() => {
  for (const stop of stops) stop();
  stops.clear();
  allowStorage(true);
  return forgetList();
});
