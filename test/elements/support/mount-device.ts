import '../../../src/define/otp-enroll.js';
import '../../../src/define/otp-list.js';
import type {OtpEnroll} from '../../../src/elements/otp-enroll/otp-enroll.js';
import type {OtpList} from '../../../src/elements/otp-list/otp-list.js';
import {accounts} from '../../../stories/fixtures/index.js';
import {
  allowStorage,
  forgetList,
  prepareDevice,
  type DeviceSetting,
  type ScriptedDeviceEndpoint,
} from '../../../stories/fixtures/device.js';
import {elementFor} from '../../../stories/fixtures/mount/mount.js';
import {enroll} from '../../../stories/fixtures/states/enroll.js';
import {list} from '../../../stories/fixtures/states/list.js';
import {mountFrom, onPage, type Mounted} from './mount.js';

export type Setting<Shown> = DeviceSetting & {readonly lang?: string; readonly properties?: Partial<Shown>};
export type MountedOn<Shown> = Mounted<Shown, ScriptedDeviceEndpoint>;

/** Another `<otp-enroll>` before an endpoint that is there already, in the same browser. */
export const enrollAgain = (endpoint: ScriptedDeviceEndpoint, properties: Partial<OtpEnroll> = {}): OtpEnroll =>
  onPage(elementFor(enroll, endpoint, properties));
/** Likewise an `<otp-list>`. */
export const listAgain = (endpoint: ScriptedDeviceEndpoint, properties: Partial<OtpList> = {}): OtpList =>
  onPage(elementFor(list, endpoint, properties));

/** An `<otp-enroll>` on M-able for one account on SMS, in a browser without a list unless one is asked for. */
export const mountEnroll = (setting: Setting<OtpEnroll> = {}): Promise<MountedOn<OtpEnroll>> =>
  mountFrom({...enroll, prepare: prepareDevice}, setting);

/** An `<otp-list>` in a browser whose list holds one account, unless another list is asked for. */
export const mountList = (setting: Setting<OtpList> = {}): Promise<MountedOn<OtpList>> =>
  mountFrom({...list, prepare: prepareDevice}, {list: {accounts: [[accounts.base, 'active']]}, ...setting});

afterEach(() => {
  allowStorage(true);
  return forgetList();
});
