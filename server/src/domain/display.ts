/** The lines that say what the customer authorizes, written from the transaction that is stored. */

import type { DisplayLine, LocalizedText, Purpose, Transaction } from '../../generated/contract.js';
import type { Channel } from './channels.js';
import { maskAccount } from './masks.js';

type Order = Extract<Transaction, { type: 'order' }>;
type CashTransfer = Extract<Transaction, { type: 'cash-transfer' }>;

const locales = { vi: 'vi-VN', en: 'en-US' } as const;

export const purposeLabels: Readonly<Record<Exclude<Purpose, 'order' | 'cash-transfer'>, LocalizedText>> = {
  login: { vi: 'Đăng nhập', en: 'Sign in' },
  enroll: { vi: 'Đăng ký KB-OTP', en: 'Register KB-OTP' },
  cancel: { vi: 'Hủy KB-OTP', en: 'Cancel KB-OTP' },
  synchronize: { vi: 'Đồng bộ phương thức xác thực', en: 'Synchronize the authentication method' },
  resynchronize: { vi: 'Chỉnh giờ cho mã KB-OTP', en: 'Adjust the time of KB-OTP codes' },
};

export const sideLabels: Readonly<Record<Order['side'], LocalizedText>> = {
  buy: { vi: 'Đặt lệnh mua', en: 'Buy order' },
  sell: { vi: 'Đặt lệnh bán', en: 'Sell order' },
};

export const priceLabel: LocalizedText = { vi: 'Giá', en: 'Price' };
export const valueLabel: LocalizedText = { vi: 'Giá trị lệnh', en: 'Order value' };
export const transferLabel: LocalizedText = { vi: 'Chuyển tiền', en: 'Cash transfer' };
export const beneficiaryAccountLabel: LocalizedText = { vi: 'Số tài khoản thụ hưởng', en: 'Beneficiary account' };

/** What one index point is worth in a futures contract, in dong (HNX's specification of the VN30 index futures). */
const DONG_A_POINT = 100_000;

export interface Act {
  readonly purpose: Purpose;
  readonly account: string;
  readonly channel: Channel;
  readonly transaction?: Transaction | undefined;
}

/** @returns one line at least, eight at most */
export function displayLines({ purpose, account, channel, transaction }: Act): DisplayLine[] {
  if (transaction?.type === 'order')
    return channel.account === 'derivatives' ? contractLines(transaction) : orderLines(transaction);
  if (transaction?.type === 'cash-transfer') return cashTransferLines(transaction);
  const label = purposeLabels[purpose as keyof typeof purposeLabels];
  return [{ type: 'heading', label, value: same(purpose === 'login' ? channel.name : maskAccount(account)) }];
}

function orderLines(order: Order): DisplayLine[] {
  const total = BigInt(order.quantity) * BigInt(order.price);
  return [
    {
      type: 'heading',
      label: sideLabels[order.side],
      value: each((locale) => `${count(locale, order.quantity)} ${order.symbol}`),
    },
    { type: 'amount', label: priceLabel, value: dong(order.price) },
    { type: 'amount', label: valueLabel, value: dong(total), emphasis: true },
  ];
}

/** Futures are traded in contracts and index points; the price is the number that a customer looks for. */
function contractLines(order: Order): DisplayLine[] {
  const { side, symbol, quantity, price } = order;
  const contracts = {
    vi: `${count(locales.vi, quantity)} hợp đồng ${symbol}`,
    en: `${count(locales.en, quantity)} ${symbol} ${quantity === 1 ? 'contract' : 'contracts'}`,
  };
  return [
    { type: 'heading', label: sideLabels[side], value: contracts },
    { type: 'amount', label: priceLabel, value: points(price), emphasis: true },
    { type: 'amount', label: valueLabel, value: dong(BigInt(quantity) * BigInt(price)) },
  ];
}

function cashTransferLines({ amount, beneficiary }: CashTransfer): DisplayLine[] {
  const lines: DisplayLine[] = [
    { type: 'heading', label: transferLabel, value: dong(amount), emphasis: true },
    { type: 'party', label: { vi: 'Người thụ hưởng', en: 'Beneficiary' }, value: same(plain(beneficiary.name)) },
    { type: 'party', label: beneficiaryAccountLabel, value: same(plain(beneficiary.account)) },
  ];
  if (beneficiary.bank === undefined) return lines;
  return [...lines, { type: 'party', label: { vi: 'Ngân hàng', en: 'Bank' }, value: same(plain(beneficiary.bank)) }];
}

function each(write: (locale: string) => string): LocalizedText {
  return { vi: write(locales.vi), en: write(locales.en) };
}

export function same(text: string): LocalizedText {
  return { vi: text, en: text };
}

function count(locale: string, value: number): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** `6.750.000 ₫`, `VND 6,750,000`: English readers know the code, not the sign. */
function dong(amount: number | bigint): LocalizedText {
  const money = { style: 'currency', currency: 'VND' } as const;
  return {
    vi: new Intl.NumberFormat(locales.vi, money).format(amount),
    en: new Intl.NumberFormat(locales.en, { ...money, currencyDisplay: 'code' }).format(amount),
  };
}

/** @param amount in dong; what is signed is never rounded */
function points(amount: number): LocalizedText {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 5 };
  const [vi, en] = [locales.vi, locales.en].map((locale) =>
    new Intl.NumberFormat(locale, digits).format(amount / DONG_A_POINT),
  );
  return { vi: `${vi}\u00a0điểm`, en: `${en}\u00a0points` };
}

/** Without control and direction characters, which could make a name read as another. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}
