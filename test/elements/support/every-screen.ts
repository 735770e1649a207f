/** Every screen of every element, as the tables of states have them. */
import type {Endpoint} from '../../../src/ports/endpoint.js';
import type {Stepping} from '../../../stories/fixtures/customer/screen.js';
import {verify} from '../../../stories/fixtures/index.js';
import {cancel} from '../../../stories/fixtures/states/cancel.js';
import {enroll} from '../../../stories/fixtures/states/enroll.js';
import {list} from '../../../stories/fixtures/states/list.js';
import type {StateTable} from '../../../stories/fixtures/states/state.js';
import {synchronize} from '../../../stories/fixtures/states/synchronize.js';
import {verifyOnDevice} from '../../../stories/fixtures/states/verify-on-device.js';
import './mount-account.js';
import './mount-device.js';
import {settled, show} from './mount.js';

export interface ShownScreen {
  readonly element: HTMLElement;
  /** What the endpoint was asked, by the name of the call. */
  readonly calls: Readonly<Record<string, readonly unknown[]>>;
}

export interface EveryScreen {
  readonly name: string;
  readonly show: () => Promise<ShownScreen>;
}

interface Recording extends Endpoint {
  readonly calls: object;
}

const screensOf = <Shown extends Stepping, Setting, Step extends string>(
  table: StateTable<Shown, Setting, Recording, {readonly step: Step}>,
): readonly EveryScreen[] =>
  table.states.map((state) => ({
    name: `<${table.part ?? table.tag}>, ${state.name}`,
    show: async () => {
      const {element, endpoint} = await show(table, state);
      await settled();
      return {element, calls: endpoint.calls as ShownScreen['calls']};
    },
  }));

export const verifyScreens = screensOf(verify);
export const enrollScreens = screensOf(enroll);
export const listScreens = screensOf(list);
export const accountScreens = [...screensOf(cancel), ...screensOf(synchronize), ...screensOf(verifyOnDevice)];
