/** Every screen of every element, as the tables of states have them. */
import type {Language} from '../../../src/domain/language.js';
import type {Endpoint} from '../../../src/ports/endpoint.js';
import type {Stepping} from '../../../src/testing/customer/screen.js';
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
  readonly show: (language?: Language) => Promise<ShownScreen>;
}

interface Recording extends Endpoint {
  readonly calls: object;
}

const screensOf = <Shown extends Stepping, Setting, Step extends string>(
  table: StateTable<Shown, Setting, Recording, {readonly step: Step}>,
): readonly EveryScreen[] =>
  table.states.map((state) => ({
    name: `<${table.part ?? table.tag}>, ${state.name}`,
    show: async (language) => {
      const {element, endpoint} = await show(table, state, language);
      await settled();
      return {element, calls: endpoint.calls as ShownScreen['calls']};
    },
  }));

export const verifyScreens = screensOf(verify);
export const enrollScreens = screensOf(enroll);
export const listScreens = screensOf(list);
export const accountScreens = [...screensOf(cancel), ...screensOf(synchronize), ...screensOf(verifyOnDevice)];

/** The screens that customers see most, and those that say what is wrong: few, for each engine. */
const key = new Set([
  '<otp-verify>, asking for a code',
  '<otp-verify>, wrong code',
  '<otp-verify>, verified',
  '<otp-verify>, choosing a method',
  '<otp-enroll>, terms, KB-OTP elsewhere',
  '<otp-enroll>, creating a password',
  '<otp-enroll>, done',
  '<otp-list>, locked',
  '<otp-list>, open',
  '<otp-list>, wrong password, one try left',
  '<otp-cancel>, consequences',
]);

/** @throws {Error} where the tables have another name for one */
export const keyScreens = (): readonly EveryScreen[] => {
  const found = [...verifyScreens, ...enrollScreens, ...listScreens, ...accountScreens].filter(({name}) =>
    key.has(name),
  );
  if (found.length !== key.size) throw new Error(`key screens: ${found.map(({name}) => name).join('; ')}`);
  return found;
};
