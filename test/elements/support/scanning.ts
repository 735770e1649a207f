import {OtpScan} from '../../../src/elements/internal/otp-scan/otp-scan.js';
import type {OtpList} from '../../../src/elements/otp-list/otp-list.js';
import type {ApprovalOptions} from '../../../src/testing/endpoint/approvals.js';
import {bound} from '../../../src/testing/endpoint/scans.js';
import {FakeCamera} from '../../../stories/fixtures/camera.js';
import {appears, inside, tap, wordsIn} from '../../../stories/fixtures/customer/inside.js';
import {clockFrom, codesShown, enter, PASSWORD} from '../../../stories/fixtures/device.js';
import type {ScriptedDeviceEndpoint} from '../../../stories/fixtures/device.js';
import {setNetwork} from '../../../stories/fixtures/customer/network.js';
import {hastened} from './fake-timers.js';
import {mountList, type Setting} from './mount-device.js';

/** Before which a test holds things. */
export let camera: FakeCamera;
const usual = OtpScan.camera;
/** The list asks again ten times sooner in these tests. */
let atUsualPace: () => void;
beforeEach(() => {
  OtpScan.camera = camera = new FakeCamera();
  atUsualPace = hastened([3000, 6000], 10);
});
afterEach(() => {
  OtpScan.camera = usual;
  setNetwork(true);
  atUsualPace();
});

export const says = (element: Element, words: string) => appears(() => wordsIn(element).includes(words));
export const scannerOf = (element: Element) => inside(element, 'otp-scan');

export async function opened(setting: Setting<OtpList> = {}) {
  const mounted = await mountList({scans: true, now: clockFrom(), ...setting});
  await enter(mounted.element, PASSWORD, 'open');
  await codesShown(mounted.element);
  return mounted;
}

export async function aiming(setting: Setting<OtpList> = {}) {
  const mounted = await opened(setting);
  const scanner = await scannerOf(mounted.element);
  await tap(scanner, 'scan');
  return {...mounted, scanner};
}

/** Has another page ask, and holds before the camera what it shows. */
export async function hold(endpoint: ScriptedDeviceEndpoint, options: ApprovalOptions = {}, secondsAgo = 0) {
  const asked = endpoint.askForApproval({...bound, ...options});
  const picture = await endpoint.pictureOf(asked.id, endpoint.now() - secondsAgo * 1000);
  await appears(() => camera.isOn);
  camera.show(picture);
  return asked;
}
