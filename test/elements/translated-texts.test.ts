import {expect} from 'chai';
import type {LitElement} from 'lit';
import type {Endpoint} from '../../src/ports/endpoint.js';
import type {Stepping} from '../../src/testing/customer/screen.js';
import {verify} from '../../stories/fixtures/index.js';
import {cancel} from '../../stories/fixtures/states/cancel.js';
import {enroll} from '../../stories/fixtures/states/enroll.js';
import {list} from '../../stories/fixtures/states/list.js';
import type {StateTable} from '../../stories/fixtures/states/state.js';
import {synchronize} from '../../stories/fixtures/states/synchronize.js';
import {verifyOnDevice} from '../../stories/fixtures/states/verify-on-device.js';
import './support/mount-account.js';
import './support/mount-device.js';
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

const kinds = Object.values(translators);

/** The first state of each screen. */
const inEveryState = <Shown extends Stepping, Setting, Step extends string>(
  table: StateTable<Shown, Setting, Endpoint, {readonly step: Step}>,
) => {
  table.states.forEach((state, index) => {
    // An idle element says nothing.
    if (state.step === 'idle' || table.states.findIndex(({step}) => step === state.step) !== index) return;
    it(state.name, async () => {
      const {element} = await show(table, state);
      await saysTheSame(element, kinds[index % kinds.length]!, index % 2 === 1);
    });
  });
};

describe('on a page that is translated every text still changes: <otp-verify>', () => inEveryState(verify));
describe('on a page that is translated every text still changes: <otp-list>', () => inEveryState(list));
describe('on a page that is translated every text still changes: <otp-enroll>', () => inEveryState(enroll));
describe('on a page that is translated every text still changes: <otp-cancel>', () => inEveryState(cancel));
describe('on a page that is translated every text still changes: synchronizing', () => inEveryState(synchronize));
describe('on a page that is translated every text still changes: inside <otp-verify>', () =>
  inEveryState(verifyOnDevice));
