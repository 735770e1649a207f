/** Every screen of every element, as the tables of states have them. */
import {cancelStates} from '../../../stories/fixtures/states/cancel.js';
import type {AccountSetting} from '../../../stories/fixtures/endpoint/account-endpoint.js';
import {appears, wordsIn} from '../../../stories/fixtures/customer/inside.js';
import {wordsOf} from '../../../stories/fixtures/states/device-state.js';
import {cancelInPlaceStates, deviceCodeStates} from '../../../stories/fixtures/states/verify-on-device.js';
import {enrollStates} from '../../../stories/fixtures/states/enroll.js';
import {failures, states} from '../../../stories/fixtures/index.js';
import {listStates} from '../../../stories/fixtures/states/list.js';
import {synchronizeStates} from '../../../stories/fixtures/states/synchronize.js';
import {mountCancel, mountSynchronize, mountVerify} from './mount-account.js';
import {mountEnroll, mountList} from './mount-device.js';
import {settled, show} from './mount.js';

interface Endpoint {
  readonly calls: Readonly<Record<string, readonly unknown[]>>;
}

export interface ShownScreen {
  readonly element: HTMLElement;
  /** What the endpoint was asked, by the name of the call. */
  readonly calls: Endpoint['calls'];
}

export interface EveryScreen {
  readonly name: string;
  readonly show: () => Promise<ShownScreen>;
}

interface Mounted<Shown> {
  readonly element: Shown;
  readonly endpoint: {readonly calls: object};
}

interface State<Shown> {
  readonly name: string;
  readonly step: string;
  readonly setting?: object;
  readonly properties?: object;
  readonly act?: (element: Shown) => Promise<unknown>;
  readonly vi: string;
}

const callsOf = ({endpoint}: Mounted<unknown>) => endpoint.calls as Endpoint['calls'];

/** Where an element is, and where those inside it are. */
const stepsIn = (element: Element): unknown[] =>
  [element, ...(element.shadowRoot?.querySelectorAll('*') ?? [])].map((node) => 'step' in node && node.step);

const screensOf = <Shown extends HTMLElement>(
  tag: string,
  table: readonly State<Shown>[],
  mount: (setting: object) => Promise<Mounted<Shown>>,
): readonly EveryScreen[] =>
  table.map(({name, step, setting, properties, act, vi}) => ({
    name: `<${tag}>, ${name}`,
    show: async () => {
      const mounted = await mount({...setting, ...(properties && {properties})});
      const {element} = mounted;
      await act?.(element);
      await appears(() => stepsIn(element).includes(step) && `${wordsIn(element)} ${wordsOf(element)}`.includes(vi));
      await settled();
      return {element, calls: callsOf(mounted)};
    },
  }));

export const verifyScreens: readonly EveryScreen[] = [...states, ...failures].map((state) => ({
  name: `<otp-verify>, ${state.name}`,
  show: async () => {
    const mounted = await show(state, 'vi');
    return {element: mounted.element, calls: callsOf(mounted)};
  },
}));

/** The tables say what a device keeps; one that says nothing of a list has none. */
const noList = {list: undefined} as object;

export const enrollScreens = screensOf('otp-enroll', enrollStates, mountEnroll);
export const listScreens = screensOf('otp-list', listStates, (setting) => mountList({...noList, ...setting}));

/** The tables say what an account has; one that says nothing of derivatives has none. */
const mountAsTold = ({standing, ...setting}: AccountSetting) =>
  mountSynchronize({...setting, standing: {derivatives: null, ...standing}});

export const accountScreens: readonly EveryScreen[] = [
  ...screensOf('otp-cancel', cancelStates, mountCancel),
  ...screensOf('otp-synchronize', synchronizeStates, mountAsTold),
  ...screensOf('otp-device-code', deviceCodeStates, mountVerify),
  ...screensOf('otp-verify', cancelInPlaceStates, mountVerify),
];
