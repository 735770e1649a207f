/** The lines that say what the customer authorizes, written from the transaction that is stored. */

import type { DisplayLine, LocalizedText, Purpose, Transaction } from '../../generated/contract.js';
import type { Channel } from './channels.js';

type Order = Extract<Transaction, { type: 'order' }>;
type CashTransfer = Extract<Transaction, { type: 'cash-transfer' }>;

const locales = { vi: 'vi-VN', en: 'en-US' } as const;

const purposeLabels: Readonly<Record<Exclude<Purpose, 'order' | 'cash-transfer'>, LocalizedText>> = {
  login: { vi: 'Đăng nhập', en: 'Sign in' },
  enroll: { vi: 'Đăng ký KB-OTP', en: 'Register KB-OTP' },
  cancel: { vi: 'Hủy KB-OTP', en: 'Cancel KB-OTP' },
  synchronize: { vi: 'Đồng bộ phương thức xác thực', en: 'Synchronize the authentication method' },
  resynchronize: { vi: 'Chỉnh giờ cho mã KB-OTP', en: 'Adjust the time of KB-OTP codes' },
};

const sideLabels: Readonly<Record<Order['side'], LocalizedText>> = {
  buy: { vi: 'Đặt lệnh mua', en: 'Buy order' },
  sell: { vi: 'Đặt lệnh bán', en: 'Sell order' },
};

/** @returns one line at least, eight at most */
export function displayLines(purpose: Purpose, channel: Channel, transaction: Transaction | undefined): DisplayLine[] {
  if (transaction?.type === 'order') return orderLines(transaction);
  if (transaction?.type === 'cash-transfer') return cashTransferLines(transaction);
  const label = purposeLabels[purpose as keyof typeof purposeLabels];
  return [{ label, value: same(channel.name) }];
}

function orderLines(order: Order): DisplayLine[] {
  const total = BigInt(order.quantity) * BigInt(order.price);
  return [
    { label: sideLabels[order.side], value: each((locale) => `${count(locale, order.quantity)} ${order.symbol}`) },
    { label: { vi: 'Giá', en: 'Price' }, value: dong(order.price) },
    { label: { vi: 'Giá trị lệnh', en: 'Order value' }, value: dong(total), emphasis: true },
  ];
}

function cashTransferLines({ amount, beneficiary }: CashTransfer): DisplayLine[] {
  const lines: DisplayLine[] = [
    { label: { vi: 'Chuyển tiền', en: 'Cash transfer' }, value: dong(amount), emphasis: true },
    { label: { vi: 'Người thụ hưởng', en: 'Beneficiary' }, value: same(plain(beneficiary.name)) },
    { label: { vi: 'Số tài khoản thụ hưởng', en: 'Beneficiary account' }, value: same(plain(beneficiary.account)) },
  ];
  if (beneficiary.bank === undefined) return lines;
  return [...lines, { label: { vi: 'Ngân hàng', en: 'Bank' }, value: same(plain(beneficiary.bank)) }];
}

function each(write: (locale: string) => string): LocalizedText {
  return { vi: write(locales.vi), en: write(locales.en) };
}

function same(text: string): LocalizedText {
  return { vi: text, en: text };
}

function count(locale: string, value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}

function dong(amount: number | bigint): LocalizedText {
  return each((locale) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'VND' }).format(amount));
}

/** Without control and direction characters, which could make a name read as another. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}
