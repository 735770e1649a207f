import '../../../src/define/otp-cancel.js';
import '../../../src/define/otp-enroll.js';
import {createDeviceStore} from '../../../src/adapters/device-store.js';
import {createVaultList} from '../../../src/adapters/vault/vault-list.js';
import type {OtpCancel} from '../../../src/elements/otp-cancel/otp-cancel.js';
import type {OtpEnroll} from '../../../src/elements/otp-enroll/otp-enroll.js';
import type {OtpVerify} from '../../../src/elements/otp-verify/otp-verify.js';
import type {VaultList} from '../../../src/ports/vault.js';
import {
  prepareAccount,
  type AccountEndpoint,
  type AccountSetting,
} from '../../../stories/fixtures/endpoint/account-endpoint.js';
import {accounts, order} from '../../../stories/fixtures/index.js';
import {allowStorage, forgetList} from '../../../stories/fixtures/device.js';
import {onPage} from './mount.js';

interface Setting<Shown> extends AccountSetting {
  readonly lang?: string;
  readonly properties?: Partial<Shown>;
}

interface MountedOn<Shown> {
  readonly element: Shown;
  readonly endpoint: AccountEndpoint;
}

async function mounted<Name extends 'otp-cancel' | 'otp-enroll' | 'otp-verify'>(
  name: Name,
  {lang = 'vi', properties, ...setting}: Setting<HTMLElementTagNameMap[Name]>,
  defaults: Partial<HTMLElementTagNameMap[Name]>,
): Promise<MountedOn<HTMLElementTagNameMap[Name]>> {
  document.documentElement.lang = lang;
  const endpoint = await prepareAccount(setting);
  const element = document.createElement(name);
  Object.assign(element, {endpoint, account: accounts.base, ...defaults, ...properties});
  return {element: onPage(element), endpoint};
}

/** An `<otp-cancel>` on KB-Trade for an account on KB-OTP that was on SMS before. */
export const mountCancel = (setting: Setting<OtpCancel> = {}): Promise<MountedOn<OtpCancel>> =>
  mounted('otp-cancel', setting, {channel: 'kb-trade'});

/** An `<otp-enroll>` on KB-TradeDS for an account on KB-OTP whose derivatives account is not synchronised. */
export const mountSynchronize = ({standing, ...setting}: Setting<OtpEnroll> = {}): Promise<MountedOn<OtpEnroll>> =>
  mounted(
    'otp-enroll',
    {standing: {derivatives: {synchronized: false}, ...standing}, ...setting},
    {channel: 'kb-trade-ds'},
  );

/** An `<otp-verify>` of an order for an account on KB-OTP, on M-able unless another channel is asked for. */
export const mountVerify = (setting: Setting<OtpVerify> = {}): Promise<MountedOn<OtpVerify>> =>
  mounted('otp-verify', setting, {channel: 'm-able', purpose: 'order', transaction: order});

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
