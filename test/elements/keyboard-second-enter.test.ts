/** Enter, pressed once more than needed, before what has come meanwhile was read. */
import {sendKeys} from '@web/test-runner-commands';
import {expect} from 'chai';
import {enter, heldBack, PASSWORD, prove} from '../../stories/fixtures/device.js';
import {
  accounts,
  challengeFor,
  held,
  problem,
  reached,
  shown,
  statusWith,
  type Script,
} from '../../stories/fixtures/index.js';
import {focused, nameOf} from './support/keyboard.js';
import {mountEnroll} from './support/mount-device.js';
import {mount, onPage, settled, type Mounted} from './support/mount.js';
import {watch} from './support/walked.js';

/** Twice, as fast as the events of the first press let it. */
async function enterTwice(): Promise<void> {
  for (const _ of [1, 2]) {
    await sendKeys({press: 'Enter'});
    await settled();
  }
}

/** What has the focus: a status line by what it says, anything else by its name. */
function focus(): string {
  const node = focused();
  return node?.matches('[role=status]') ? `status: ${shown(node.querySelector('.unseen') ?? node)}` : nameOf(node);
}

/** A page’s button that asks for a proof and makes room for it, as that of an order ticket does. */
function asking(script: Script): Mounted {
  const mounted = mount({script, account: ''});
  const {element} = mounted;
  const order = onPage(document.createElement('button'));
  order.addEventListener('click', () => {
    order.hidden = true;
    element.account = accounts.base;
    void element.updateComplete.then(() => element.focus());
  });
  order.focus();
  return mounted;
}

describe('Enter twice on a page’s button, on a slow network, does not close <otp-verify>', () => {
  const status = held(statusWith('kb-otp'));
  const challenge = held(({request}) => challengeFor(request));
  for (const [step, words, script, release] of [
    ['loading', 'Đang chuẩn bị xác thực…', {getAuthentication: status.step}, status.release],
    ['requesting', 'Đang chuẩn bị xác thực…', {createChallenge: challenge.step}, challenge.release],
  ] as const)
    it(`that is ${step}: its words have the focus, then the code field has it`, async () => {
      const {element} = asking(script);
      const heard = watch(element);
      await enterTwice();
      expect([element.step, focus(), heard]).to.deep.equal([step, `status: ${words}`, []]);
      release();
      const {field} = await reached(element, 'code');
      await settled();
      await sendKeys({type: '123'});
      expect([focus(), field()?.value, heard]).to.deep.equal(['code', '123', []]);
    });
});

describe('Enter twice at the repetition of the password does not throw the registration away', () => {
  for (const call of ['createEnrolment', 'activateEnrolment'] as const)
    it(`while ${call} is on its way: its words have the focus, and it comes to its end`, async () => {
      const answer = heldBack<never>();
      const {element, endpoint} = await mountEnroll({device: {[call]: answer.step}});
      const heard = watch(element);
      await prove(element);
      const {field, status} = await enter(element, PASSWORD, 'confirming-password');
      field()?.focus();
      await sendKeys({type: PASSWORD});
      await enterTwice();
      while (endpoint.calls[call].length === 0) await settled();
      await sendKeys({press: 'Enter'});
      await settled();
      expect([element.step, focus(), heard]).to.deep.equal(['activating', `status: ${status()}`, []]);
      answer.release();
      const done = await reached(element, 'done');
      await settled();
      expect([focus(), heard]).to.deep.equal([shown(done.primary()), []]);
    });
});

describe('Enter twice where the method turns out to be locked dials nothing, and the words that say so have the focus', () => {
  const forNow = 'Phương thức xác thực tạm khóa do nhập sai nhiều lần.';
  const forGood = 'Phương thức xác thực đã bị khóa. Vui lòng liên hệ KBSV để được hỗ trợ.';
  const lock = problem('account_locked');
  const numbers = ({root}: {root: ShadowRoot}) => root.querySelectorAll('a[href^="tel:"]').length;

  for (const [how, answer, words] of [
    ['for now', () => problem('account_locked', {retryIn: 120}), forNow],
    ['for good', lock, forGood],
  ] as const)
    it(`by the code that was just sent, ${how}`, async () => {
      const {element} = mount({script: {answerChallenge: answer}});
      const heard = watch(element);
      const {field} = await reached(element, 'code');
      field()?.focus();
      await sendKeys({type: '123456'});
      await enterTwice();
      const failed = await reached(element, 'failed');
      await sendKeys({press: 'Enter'});
      await settled();
      expect([element.step, numbers(failed), heard]).to.deep.equal(['failed', 1, []]);
      expect(focus()).to.match(new RegExp(`^status: ${words}`));
    });

  it('before a code is asked for', async () => {
    const {element} = asking({createChallenge: lock});
    const heard = watch(element);
    await enterTwice();
    const failed = await reached(element, 'failed');
    await sendKeys({press: 'Enter'});
    await settled();
    expect([element.step, numbers(failed), heard]).to.deep.equal(['failed', 1, []]);
    expect(focus()).to.equal(`status: ${forGood}`);
  });
});
