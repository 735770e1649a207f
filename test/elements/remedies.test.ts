/** What a stopped screen says and what it offers agree, for every problem on every element. */
import {expect} from 'chai';
import {nothing, render} from 'lit';
import type {Problem} from '../../src/domain/problems.js';
import {shown} from '../../stories/fixtures/index.js';
import {bringLateProblems} from '../../src/i18n/messages/problems.js';
import {account, now, status} from '../support/samples.js';
import {problemCodes} from '../support/problem-codes.js';
import {cancelScreen, enrollScreen, listScreen, synchronizeScreen, verifyScreen} from './support/screens.js';

before(() => bringLateProblems(() => undefined));

interface Stopped {
  readonly text: string;
  readonly offers: readonly string[];
}

const attempt = 1;
const asked = {accounts: [account], channel: 'kb-trade'};

const pressable = (drawn: readonly unknown[]): readonly string[] => {
  const stage = document.createElement('div');
  render(drawn[0] ?? nothing, stage);
  return [...stage.querySelectorAll('button, a[href]')].map(shown);
};

/** Each element as a problem has stopped it; what is pressed says nothing here. */
const stopped: Readonly<Record<string, (problem: Problem) => Stopped>> = {
  'otp-verify': (problem) => {
    const request = {...asked, purpose: 'login', transaction: null} as const;
    const retry = {type: 'challenge', status: status(), method: 'kb-otp-1', sameAttempt: false} as const;
    const state = {step: 'failed', request, attempt, problem, retry} as const;
    return {text: verifyScreen.text(state), offers: pressable(verifyScreen.render(state, 'vi', () => undefined))};
  },
  'otp-enroll': (problem) => {
    const request = {...asked, deviceName: '', stepUp: false};
    const state = {step: 'failed', request, attempt, problem, unchanged: true} as const;
    return {text: enrollScreen.text(state), offers: pressable(enrollScreen.render(state, 'vi', () => undefined))};
  },
  'otp-list': (problem) => {
    const state = {step: 'failed', attempt, problem} as const;
    return {text: listScreen.text(state), offers: pressable(listScreen.render(state, 'vi', () => undefined))};
  },
  'otp-cancel': (problem) => {
    const state = {step: 'failed', request: asked, attempt, problem, account} as const;
    return {text: cancelScreen.text(state), offers: pressable(cancelScreen.render(state, 'vi', () => undefined))};
  },
  'otp-synchronize': (problem) => {
    const state = {step: 'failed', request: {account, channel: 'kb-trade-ds'}, attempt, problem} as const;
    return {
      text: synchronizeScreen.text(state),
      offers: pressable(synchronizeScreen.render(state, 'vi', () => undefined)),
    };
  },
};

/** What a sentence asks for, and the button that does it. */
const words: readonly (readonly [says: RegExp, button: RegExp])[] = [
  [/(vui lòng|rồi) thử lại/i, /^Thử lại/],
  [/xác thực lại/, /^Xác thực lại$/],
  [/đăng nhập lại/, /^Đăng nhập lại$/],
  [/tải lại trang/, /^Tải lại trang$/],
  [/giảm số tiền/, /^Sửa giao dịch$/],
  [/(?<!cần )đăng ký lại/, /^(Đăng ký KB-OTP|Mở Danh sách KB-OTP|Xóa dữ liệu hỏng|Tiếp tục)$/],
];

/** These do something about it, so they may stand only where the sentence asks for it. */
const acts = /^(Xác thực lại|Đăng nhập lại|Tải lại trang|Sửa giao dịch)$/;

/** These stop no screen: the code is typed again where it was typed, biometrics are offered again where they were. */
const stopsNothing = new Set<Problem['code']>(['invalid_format', 'code_replayed', 'clock_drift', 'passkey_not_set_up']);

describe('what a stopped screen says and what it offers', () => {
  for (const [name, stop] of Object.entries(stopped))
    for (const code of problemCodes.filter((candidate) => !stopsNothing.has(candidate)))
      it(`<${name}>, ${code}: agree`, () => {
        const {text, offers} = stop(code === 'code_invalid' ? {code, attemptsLeft: 0} : {code});
        for (const [says, button] of words)
          if (says.test(text))
            expect(
              offers.filter((offer) => button.test(offer)),
              text,
            ).to.have.length(1);
        for (const offer of offers.filter((candidate) => acts.test(candidate)))
          expect(
            words.some(([says, button]) => button.test(offer) && says.test(text)),
            `${text} ${offer}`,
          ).to.equal(true);
        if (text.includes('liên hệ KBSV'))
          expect(offers.filter((offer) => /^(Thử|Xác thực) lại/.test(offer))).to.deep.equal([]);
        expect(text).not.to.contain('tổng đài');
      });

  it('the number stands on the button of what only the broker can help with', () => {
    for (const code of ['account_locked', 'no_method', 'forbidden_origin'] as const)
      expect(stopped['otp-verify']?.({code}).offers).to.include('Gọi tổng đài 1900 1711');
    for (const code of ['session_expired', 'challenge_expired', 'offline', 'client_outdated'] as const)
      expect(stopped['otp-verify']?.({code}).offers.join()).not.to.contain('tổng đài');
  });

  it('what the endpoint says to wait for counts down, on every element', () => {
    for (const stop of Object.values(stopped))
      expect(stop({code: 'rate_limited', retryAt: now + 45_000}).offers).to.include('Thử lại sau 0:45');
  });
});
