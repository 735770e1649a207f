/** Whoever has pressed the main button with the mouse, in vain, types on: the field has to show that it is ready. */
import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import type {OtpEnroll} from '../../src/elements/otp-enroll/otp-enroll.js';
import type {OtpList} from '../../src/elements/otp-list/otp-list.js';
import {codesShown, enter, OTHER_PASSWORD, PASSWORD, prove} from '../../stories/fixtures/device.js';
import {accounts, problem, reached} from '../../stories/fixtures/index.js';
import type {Screen, Stepping} from '../../src/testing/customer/screen.js';
import {mountEnroll, mountList} from './support/mount-device.js';
import {mount, settled} from './support/mount.js';
import {clickWithMouse} from './support/mouse.js';

const WEAK = '123456';
const lastTry = problem('wrong_password', {attemptsLeft: 1});

const changing = async () => {
  const {element} = await mountList();
  const screen = await enter(element, PASSWORD, 'open');
  await codesShown(element);
  screen.action('Đổi mật khẩu KB-OTP')?.click();
  await reached(element, 'proving');
  return enter(element, PASSWORD, 'creating-password');
};

const repeating = ({element}: Screen<OtpEnroll> | Screen<OtpList>) =>
  enter<OtpEnroll | OtpList>(element, PASSWORD, 'confirming-password');

interface Row {
  readonly asked: () => Promise<Screen<Stepping>>;
  readonly typed: string;
  readonly said: string;
}

const rows: Readonly<Record<string, Row>> = {
  'a weak password in <otp-enroll>': {
    asked: async () => prove((await mountEnroll()).element),
    typed: WEAK,
    said: 'Không dùng dãy số liên tiếp.',
  },
  'a repetition that differs in <otp-enroll>': {
    asked: async () => repeating(await prove((await mountEnroll()).element)),
    typed: OTHER_PASSWORD,
    said: 'Mật khẩu nhập lại chưa khớp. Vui lòng nhập lại.',
  },
  'a wrong password in <otp-enroll>': {
    asked: async () => {
      const list = {accounts: [[accounts.second, 'active']]} as const;
      const {element} = await mountEnroll({list, device: {createUnlock: lastTry}});
      await prove(element, 'entering-password');
      await enter(element, OTHER_PASSWORD, 'unlocking');
      return reached(element, 'entering-password');
    },
    typed: OTHER_PASSWORD,
    said: 'Quý khách còn 1 lần thử.',
  },
  'a weak password in <otp-list>': {asked: changing, typed: WEAK, said: 'Không dùng dãy số liên tiếp.'},
  'a repetition that differs in <otp-list>': {
    asked: async () => repeating(await changing()),
    typed: OTHER_PASSWORD,
    said: 'Mật khẩu nhập lại chưa khớp. Vui lòng nhập lại.',
  },
  'a wrong password in <otp-list>': {
    asked: async () => {
      const {element} = await mountList({device: {createUnlock: lastTry}});
      await enter(element, OTHER_PASSWORD, 'unlocking');
      return reached(element, 'locked');
    },
    typed: OTHER_PASSWORD,
    said: 'Quý khách còn 1 lần thử.',
  },
  'a wrong code in <otp-verify>': {
    asked: async () => {
      const {element} = mount({script: {answerChallenge: problem('code_invalid', {attemptsLeft: 3})}});
      return reached(element, 'code');
    },
    typed: WEAK,
    said: 'Mã chưa đúng.',
  },
};

/** Where the focus is, and what says so: a ring around the field, a caret in its first slot. */
function painted({root}: Pick<Screen, 'root'>): object {
  const ring = getComputedStyle(root.querySelector('.slots')!);
  const slots = [...root.querySelectorAll('.slot')];
  const carets = slots.map((slot) => getComputedStyle(slot, '::after').content !== 'none');
  return {
    focus: root.activeElement?.id,
    ring: ring.outlineStyle === 'solid' && parseFloat(ring.outlineWidth) > 0,
    caret: carets.flatMap((isThere, index) => (isThere ? [index] : [])),
  };
}

describe('after the main button was pressed with the mouse, the field shows that it has the focus:', () => {
  for (const [what, {asked, typed, said}] of Object.entries(rows))
    it(what, async () => {
      const screen = await asked();
      screen.field()?.focus();
      await sendKeys({type: typed});
      await screen.element.updateComplete;
      await clickWithMouse(screen.primary()!);
      await until(() => screen.field()?.value === '' && screen.tone() === 'danger' && screen.status().includes(said));
      expect(painted(screen)).to.deep.equal({focus: 'code', ring: true, caret: [0]});
      await sendKeys({type: '8'});
      await screen.element.updateComplete;
      expect([screen.field()?.value, painted(screen)]).to.deep.equal(['8', {focus: 'code', ring: true, caret: [1]}]);
    });
});

/** Until everything that was under way has led there, and has had its turn. */
async function until(isSo: () => boolean): Promise<void> {
  do await settled();
  while (!isSo());
  await settled();
}
