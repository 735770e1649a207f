import {expect} from 'chai';
import type {CodeFieldController} from '../../src/controllers/code-field.js';
import type {Problem} from '../../src/domain/problems.js';
import {deviceCodeScreens} from '../../src/elements/internal/otp-device-code/screens.js';
import {deviceCodeTexts} from '../../src/elements/internal/otp-device-code/texts.js';
import {localize} from '../../src/i18n/language.js';
import {asTyped} from '../../src/testing/customer/screen.js';
import {listScreen} from '../elements/support/screens.js';
import {deviceList, entry, first} from '../flows/device-samples.js';

const list = deviceList([entry(first)]);
const problem: Problem = {code: 'request_in_progress', hint: 'another page is changing the device list'};
const nothing = () => undefined;
const page = {signIn: nothing, reload: nothing};
/** Nothing is typed. */
const field = {view: {value: '', selection: null, refused: false, short: false}} as unknown as CodeFieldController;
const request = {account: first, device: null};

const sentences = {
  vi: 'Danh sách KB\u2011OTP đang được thay đổi ở một trang khác. Vui lòng thử lại sau giây lát.',
  en: 'The List of KB\u2011OTP is being changed on another page. Please try again in a moment.',
} as const;

describe('a list that another page is changing', () => {
  for (const language of ['vi', 'en'] as const) {
    it(`is said to be so where the list is open: ${language}`, () => {
      const notice = {type: 'problem', problem} as const;
      expect(asTyped(listScreen.text({step: 'open', attempt: 1, list, notice}, language))).to.equal(
        asTyped(sentences[language]),
      );
    });

    it(`is said to be so where its password is asked for: ${language}`, () => {
      const say = localize(deviceCodeTexts, language);
      const acts = {send: nothing, submitPassword: nothing, cancel: nothing, leave: nothing};
      const view = {say, language, now: 0, wholeWait: () => 0, field, digits: 6, page, ...acts};
      const {status} = deviceCodeScreens.asking(
        {step: 'asking', attempt: 1, typing: false, list, request, problem},
        view,
      );
      expect(status?.tone).to.equal('danger');
      expect(asTyped(status?.text ?? '')).to.equal(asTyped(sentences[language]));
    });
  }
});
