import {
  accounts,
  cashTransfer,
  challenge,
  comesTo,
  grant,
  never,
  outcome,
  problem,
  reached,
  status,
  statusWith,
  type Screen,
  type Script,
} from '../../../stories/fixtures/index.js';
import type {OtpVerify} from '../../../src/elements/otp-verify/otp-verify.js';
import type {VerifyStep} from '../../../src/flows/verify-state.js';
import {fill, mount, type Mounted, type Setting} from './mount.js';

/** A state of the screen: where it stands, how a customer gets there, and the one sentence that he reads there. */
export interface ScreenState {
  readonly name: string;
  readonly step: VerifyStep;
  readonly setting?: Omit<Setting, 'script' | 'lang'>;
  readonly script?: Script;
  readonly act?: (element: OtpVerify) => Promise<unknown>;
  readonly vi: string;
  readonly en: string;
}

/** Fills the code in and confirms it; resolves when that has led to a step. */
export async function send(element: OtpVerify, next: VerifyStep, code = '123456'): Promise<Screen> {
  const screen = await reached(element, 'code');
  fill(screen.field(), code);
  await element.updateComplete;
  const arrived = comesTo(element, next);
  screen.primary()?.click();
  return arrived;
}

/** Clicks something on the screen; resolves when that has led to a step. */
export async function press(
  element: OtpVerify,
  find: (screen: Screen) => HTMLElement | null | undefined,
  next: VerifyStep,
): Promise<Screen> {
  const target = find(await reached(element, element.step));
  if (!target) throw new Error(`there is nothing to click at ${element.step}`);
  const arrived = comesTo(element, next);
  target.click();
  return arrived;
}

/** The quiet action by which the customer leaves: the last one of every screen that has it. */
export const leave = ({actions}: Screen): HTMLElement | undefined => actions().at(-1);
const again = ({actions}: Screen) => actions().find((action) => action.textContent === 'Gửi lại mã' || action.textContent === 'Send again');

const sent = (next: VerifyStep) => (element: OtpVerify) => send(element, next);
const answers = (code: Parameters<typeof problem>[0], facts: Parameters<typeof problem>[1] = {}): Script => ({
  answerChallenge: () => problem(code, facts),
});
const sms = statusWith('sms', 'email');
const resendable = {getAuthentication: sms, createChallenge: ({request}) => challenge.sms({...request, resendIn: 0})} satisfies Script;

/** Every state of the flow. */
export const states: readonly ScreenState[] = [
  {name: 'idle', step: 'idle', setting: {account: ''}, vi: '', en: ''},
  {
    name: 'loading',
    step: 'loading',
    script: {getAuthentication: never},
    vi: 'Đang tải phương thức xác thực…',
    en: 'Loading the authentication method…',
  },
  {
    name: 'choosing an account',
    step: 'choosing-account',
    setting: {account: `${accounts.base} ${accounts.second}`},
    vi: '',
    en: '',
  },
  {
    name: 'choosing a method',
    step: 'choosing-method',
    script: {getAuthentication: sms},
    act: async (element) => {
      await reached(element, 'code');
      await press(element, ({actions}) => actions().at(-2), 'choosing-method');
    },
    vi: '',
    en: '',
  },
  {
    name: 'method changed meanwhile',
    step: 'choosing-method',
    script: {getAuthentication: [statusWith('kb-otp'), sms], createChallenge: problem('not_enrolled')},
    vi: 'Phương thức xác thực của Quý khách vừa thay đổi.',
    en: 'Your authentication method has just changed.',
  },
  {
    name: 'preparing a challenge',
    step: 'requesting',
    script: {createChallenge: never},
    vi: 'Đang chuẩn bị xác thực…',
    en: 'Preparing the authentication…',
  },
  {name: 'asking for a code', step: 'code', vi: '', en: ''},
  {
    name: 'asking for a code of a cash transfer',
    step: 'code',
    setting: {purpose: 'cash-transfer', transaction: cashTransfer},
    vi: '',
    en: '',
  },
  {name: 'asking for an SMS code', step: 'code', script: {getAuthentication: sms}, vi: '', en: ''},
  {name: 'asking for a static password', step: 'code', script: {getAuthentication: statusWith('password')}, vi: '', en: ''},
  {
    name: 'refused characters',
    step: 'code',
    act: async (element) => fill((await reached(element, 'code')).field(), '12a456'),
    vi: 'Mã chỉ gồm chữ số. Vui lòng nhập lại.',
    en: 'The code has digits only. Please enter it again.',
  },
  {
    name: 'wrong code',
    step: 'code',
    script: answers('code_invalid', {attemptsLeft: 3}),
    act: sent('code'),
    vi: 'Mã chưa đúng. Quý khách còn 3 lần thử.',
    en: 'That code is not right. You have 3 tries left.',
  },
  {
    name: 'last attempt',
    step: 'code',
    script: answers('code_invalid', {attemptsLeft: 1}),
    act: sent('code'),
    vi: 'Mã chưa đúng. Quý khách còn 1 lần thử cuối cùng.',
    en: 'That code is not right. You have 1 last try.',
  },
  {
    name: 'code used before',
    step: 'code',
    script: answers('code_replayed'),
    act: sent('code'),
    vi: 'Mã này đã được sử dụng. Vui lòng chờ mã tiếp theo.',
    en: 'That code has been used. Please wait for the next one.',
  },
  {
    name: 'clock drift',
    step: 'code',
    script: answers('clock_drift'),
    act: sent('code'),
    vi: 'Mã không khớp thời gian. Vui lòng bật giờ tự động trên điện thoại rồi nhập mã mới.',
    en: 'The code belongs to another moment. Please switch on automatic time on your phone and enter a new code.',
  },
  {
    name: 'code was not heard',
    step: 'code',
    script: answers('timeout'),
    act: sent('code'),
    vi: 'Mã chưa được sử dụng do kết nối gián đoạn. Vui lòng nhập lại.',
    en: 'The connection broke and the code was not used. Please enter it again.',
  },
  {
    name: 'sending again',
    step: 'resending',
    script: {...resendable, resendChallenge: never},
    act: async (element) => {
      await reached(element, 'code');
      await press(element, again, 'resending');
    },
    vi: 'Đang gửi lại mã…',
    en: 'Sending the code again…',
  },
  {
    name: 'sent again',
    step: 'code',
    script: resendable,
    act: async (element) => {
      await reached(element, 'code');
      await press(element, again, 'code');
    },
    vi: 'Đã gửi mã mới. Mã cũ không còn hiệu lực.',
    en: 'A new code is on its way. Earlier codes no longer work.',
  },
  {
    name: 'submitting',
    step: 'submitting',
    script: {answerChallenge: never},
    act: sent('submitting'),
    vi: 'Đang kiểm tra mã…',
    en: 'Checking the code…',
  },
  {
    name: 'checking',
    step: 'checking',
    script: {...answers('timeout'), getChallenge: never},
    act: sent('checking'),
    vi: 'Đang hỏi lại kết quả…',
    en: 'Asking for the result…',
  },
  {
    name: 'outcome unknown',
    step: 'outcome-unknown',
    script: {...answers('timeout'), getChallenge: problem('unreachable')},
    act: sent('outcome-unknown'),
    vi: 'Chưa nhận được kết quả. Mã có thể đã được chấp nhận, vui lòng không nhập lại; hãy kiểm tra kết quả.',
    en: 'The result has not reached us. The code may have been accepted, so please don’t enter it again; check the result instead.',
  },
  {name: 'verified', step: 'verified', act: sent('verified'), vi: 'Đã xác thực', en: 'Authenticated'},
  {
    name: 'verified after asking back',
    step: 'verified',
    script: {
      ...answers('timeout'),
      getChallenge: ({challenge: made, grant: earned}) => outcome({state: 'accepted', challenge: made, grant: earned}),
    },
    act: sent('verified'),
    vi: 'Đã xác thực',
    en: 'Authenticated',
  },
  {
    name: 'already authenticated in this session',
    step: 'verified',
    script: {getAuthentication: () => status({grants: [grant({scope: 'session'})]})},
    vi: 'Quý khách đã xác thực trong phiên này',
    en: 'You have already authenticated in this session',
  },
  {
    name: 'dismissed',
    step: 'dismissed',
    act: async (element) => {
      await reached(element, 'code');
      await press(element, leave, 'dismissed');
    },
    vi: 'Quý khách chưa xác thực.',
    en: 'You have not authenticated yet.',
  },
];

/** Mounts a state's element and takes it there. */
export async function show(state: ScreenState, lang: string): Promise<Mounted & {readonly screen: Screen}> {
  const mounted = mount({...state.setting, ...(state.script && {script: state.script}), lang});
  await mounted.element.updateComplete;
  await state.act?.(mounted.element);
  const screen = await reached(mounted.element, state.step);
  return {...mounted, screen};
}
