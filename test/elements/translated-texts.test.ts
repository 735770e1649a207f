import {expect} from 'chai';
import type {LitElement} from 'lit';
import {appears, wordsIn} from '../../stories/fixtures/customer/inside.js';
import {cancelStates} from '../../stories/fixtures/states/cancel.js';
import {cancelInPlaceStates, deviceCodeStates} from '../../stories/fixtures/states/verify-on-device.js';
import {prepareDevice} from '../../stories/fixtures/device.js';
import {wordsOf} from '../../stories/fixtures/states/device-state.js';
import {enrollStates} from '../../stories/fixtures/states/enroll.js';
import {reached, states} from '../../stories/fixtures/index.js';
import {listStates} from '../../stories/fixtures/states/list.js';
import {synchronizeStates} from '../../stories/fixtures/states/synchronize.js';
import {mountCancel, mountSynchronize, mountVerify} from './support/mount-account.js';
import {mountAgain, mountEnroll} from './support/mount-device.js';
import {settled, show} from './support/mount.js';
import {translate, translators, withoutMarks, wordsOn, type Translator} from './support/translator.js';

const speak = async (lang: string) => {
  document.documentElement.lang = lang;
  await settled();
};

/** Every text changes with the language: what is said then must not depend on a translator having been here. */
async function saysTheSame(element: LitElement, translator: Translator, all: boolean): Promise<void> {
  await settled();
  await speak('en');
  const english = wordsOn(element);
  await speak('vi');
  const vietnamese = wordsOn(element);
  translate(element, translator, all);
  expect(wordsOn(element), 'translated').not.to.equal(vietnamese);
  await speak('en');
  expect(withoutMarks(wordsOn(element))).to.equal(english);
}

/** A step may say one thing after the other: the state is there when its own sentence is. */
const reads = (element: LitElement, sentence: string) =>
  appears(() => `${wordsIn(element)} ${wordsOf(element)}`.includes(sentence));

const kinds = Object.values(translators);

interface State {
  readonly name: string;
  readonly step?: string;
}

/** The first state of each screen. */
const inEveryState = (states: readonly State[], shown: (index: number) => Promise<LitElement>) => {
  states.forEach((state, index) => {
    // An idle element says nothing.
    if (state.step === 'idle' || states.findIndex(({step}) => step === state.step) !== index) return;
    it(state.name, async () => {
      await saysTheSame(await shown(index), kinds[index % kinds.length]!, index % 2 === 1);
    });
  });
};

describe('on a page that is translated every text still changes: <otp-verify>', () => {
  inEveryState(states, async (index) => (await show(states[index]!, 'vi')).element);
});

describe('on a page that is translated every text still changes: <otp-list>', () => {
  inEveryState(listStates, async (index) => {
    const {setting, act, step, properties, vi} = listStates[index]!;
    const element = mountAgain('otp-list', await prepareDevice(setting), properties);
    await act?.(element);
    await reached(element, step);
    await reads(element, vi);
    return element;
  });
});

describe('on a page that is translated every text still changes: <otp-enroll>', () => {
  inEveryState(enrollStates, async (index) => {
    const {setting, act, step, properties, vi} = enrollStates[index]!;
    const {element} = await mountEnroll({...setting, ...(properties && {properties})});
    await act?.(element);
    await reached(element, step);
    await reads(element, vi);
    return element;
  });
});

describe('on a page that is translated every text still changes: <otp-cancel>', () => {
  inEveryState(cancelStates, async (index) => {
    const {setting, act, properties, vi} = cancelStates[index]!;
    const {element} = await mountCancel({...setting, ...(properties && {properties})});
    await act?.(element);
    await appears(() => wordsIn(element).includes(vi));
    return element;
  });
});

describe('on a page that is translated every text still changes: synchronizing', () => {
  inEveryState(synchronizeStates, async (index) => {
    const {setting, properties, act, vi} = synchronizeStates[index]!;
    const {element} = await mountSynchronize({
      ...setting,
      standing: {derivatives: null, ...setting?.standing},
      ...(properties && {properties}),
    });
    await act?.(element);
    await appears(() => wordsIn(element).includes(vi));
    return element;
  });
});

describe('on a page that is translated every text still changes: inside <otp-verify>', () => {
  const inside = [...deviceCodeStates, ...cancelInPlaceStates];
  inEveryState(inside, async (index) => {
    const {setting, act, vi} = inside[index]!;
    const {element} = await mountVerify({...setting});
    await act?.(element);
    await appears(() => wordsIn(element).includes(vi));
    return element;
  });
});
