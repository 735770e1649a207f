/** What a code authorizes, in the middle of a message's sentence. */

import type { DisplayLine, LocalizedText } from '../../generated/contract.js';
import {
  advanceLabel,
  beneficiaryAccountLabel,
  cancelSideLabels,
  orderListLabel,
  priceLabel,
  profileLabel,
  purposeLabels,
  same,
  sideLabels,
  totalLabel,
  transferLabel,
  valueLabel,
} from './display.js';

interface Opening {
  readonly label: LocalizedText;
  readonly opening: LocalizedText;
  /** What it goes on with. */
  readonly goesOn: 'value' | 'channel' | null;
}

const openings: readonly Opening[] = [
  { label: sideLabels.buy, opening: { vi: 'lệnh mua', en: 'to buy' }, goesOn: 'value' },
  { label: sideLabels.sell, opening: { vi: 'lệnh bán', en: 'to sell' }, goesOn: 'value' },
  { label: orderListLabel, opening: { vi: 'danh sách', en: 'to place' }, goesOn: 'value' },
  { label: cancelSideLabels.buy, opening: { vi: 'hủy lệnh mua', en: 'to cancel the order to buy' }, goesOn: 'value' },
  { label: cancelSideLabels.sell, opening: { vi: 'hủy lệnh bán', en: 'to cancel the order to sell' }, goesOn: 'value' },
  { label: advanceLabel, opening: { vi: 'ứng trước', en: 'for an advance of' }, goesOn: 'value' },
  { label: profileLabel, opening: { vi: 'thay đổi thông tin', en: 'to change your details' }, goesOn: null },
  { label: transferLabel, opening: { vi: 'chuyển', en: 'to transfer' }, goesOn: 'value' },
  { label: purposeLabels.login, opening: { vi: 'đăng nhập', en: 'to sign in to' }, goesOn: 'value' },
  {
    label: purposeLabels.enroll,
    opening: { vi: 'đăng ký KB-OTP trên', en: 'to register KB-OTP on' },
    goesOn: 'channel',
  },
  { label: purposeLabels.cancel, opening: { vi: 'hủy KB-OTP', en: 'to cancel KB-OTP' }, goesOn: null },
  {
    label: purposeLabels.synchronize,
    opening: { vi: 'đồng bộ phương thức xác thực', en: 'to synchronize the authentication method' },
    goesOn: null,
  },
  {
    label: purposeLabels.resynchronize,
    opening: { vi: 'chỉnh giờ cho mã KB-OTP', en: 'to adjust the time of KB-OTP codes' },
    goesOn: null,
  },
];

const ends: Readonly<Record<string, (value: LocalizedText) => LocalizedText>> = {
  [totalLabel.vi]: ({ vi, en }) => ({ vi: `, giá trị ${vi}`, en: `, value ${en}` }),
  [valueLabel.vi]: ({ vi, en }) => ({ vi: `, giá trị ${vi}`, en: `, value ${en}` }),
  [priceLabel.vi]: ({ vi, en }) => ({ vi: `, giá ${vi}`, en: `, price ${en}` }),
  [beneficiaryAccountLabel.vi]: ({ vi, en }) => ({
    vi: ` đến tài khoản ...${vi.slice(-4)}`,
    en: ` to account ...${en.slice(-4)}`,
  }),
};

/**
 * What a code authorizes, after "{code} là mã xác thực" and "{code} is your code": "lệnh mua 100 VNM, giá trị
 * 6.750.000 VND". Of letters that any telephone shows: no sign of the dong, no non-breaking space.
 * @param channel its name
 */
export function spokenAct(display: readonly DisplayLine[], channel: string): LocalizedText {
  const [first, ...others] = display;
  if (first === undefined) return same('');
  const known = openings.find(({ label }) => label.vi === first.label.vi);
  const opening = known?.opening ?? first.label;
  const further = { value: first.value, channel: same(channel) };
  const value = known?.goesOn === null ? same('') : further[known?.goesOn ?? 'value'];
  const end = others.find(({ label, emphasis }) => emphasis === true || label.vi === beneficiaryAccountLabel.vi);
  const rest = (end && ends[end.label.vi]?.(end.value)) ?? same('');
  return {
    vi: plainLetters(`${opening.vi} ${value.vi}`.trimEnd() + rest.vi),
    en: plainLetters(`${opening.en} ${value.en}`.trimEnd() + rest.en),
  };
}

function plainLetters(text: string): string {
  return text.replaceAll('₫', 'VND').replaceAll('\u00a0', ' ');
}
