import '../../../src/define/otp-list.js';
import type {OtpEnroll} from '../../../src/elements/otp-enroll/otp-enroll.js';
import type {OtpList} from '../../../src/elements/otp-list/otp-list.js';
import {accounts} from '../../../stories/fixtures/index.js';
import {
  allowStorage,
  DEVICE_NAME,
  forgetList,
  prepareDevice,
  type DeviceSetting,
  type ScriptedDeviceEndpoint,
} from '../../../stories/fixtures/device.js';
import {onPage} from './mount.js';

export interface Setting<Shown> extends DeviceSetting {
  readonly lang?: string;
  readonly properties?: Partial<Shown>;
}

export interface MountedOn<Shown> {
  readonly element: Shown;
  readonly endpoint: ScriptedDeviceEndpoint;
}

/** Another element of the same kind before an endpoint that is there already, in the same browser. */
export function mountAgain<Name extends 'otp-enroll' | 'otp-list'>(
  name: Name,
  endpoint: ScriptedDeviceEndpoint,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  Object.assign(element, {endpoint, account: accounts.base, channel: 'm-able', deviceName: DEVICE_NAME, ...properties});
  return onPage(element);
}

async function mounted<Name extends 'otp-enroll' | 'otp-list'>(
  name: Name,
  {lang = 'vi', properties = {}, ...setting}: Setting<HTMLElementTagNameMap[Name]>,
): Promise<MountedOn<HTMLElementTagNameMap[Name]>> {
  document.documentElement.lang = lang;
  const endpoint = await prepareDevice(setting);
  return {element: mountAgain(name, endpoint, properties), endpoint};
}

/** An `<otp-enroll>` on M-able for one account on SMS, in a browser without a list unless one is asked for. */
export const mountEnroll = (setting: Setting<OtpEnroll> = {}): Promise<MountedOn<OtpEnroll>> =>
  mounted('otp-enroll', setting);

/** An `<otp-list>` in a browser whose list holds one account, unless another list is asked for. */
export const mountList = (setting: Setting<OtpList> = {}): Promise<MountedOn<OtpList>> =>
  mounted('otp-list', {list: {accounts: [[accounts.base, 'active']]}, ...setting});

afterEach(() => {
  allowStorage(true);
  return forgetList();
});
