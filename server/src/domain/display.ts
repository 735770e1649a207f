/** The lines that say what the customer authorizes, written from the transaction that is stored. */

import type { DisplayLine, LocalizedText, Purpose, Transaction } from '../../generated/contract.js';
import type { Channel } from './channels.js';
import { maskAccount } from './masks.js';

type Of<Type extends Transaction['type']> = Extract<Transaction, { type: Type }>;
type Order = Omit<Of<'order'>, 'type'>;
type Field = Of<'profile-change'>['changes'][number]['field'];

const locales = { vi: 'vi-VN', en: 'en-US' } as const;

type Transactional = 'order' | 'cancel-order' | 'cash-transfer' | 'cash-advance' | 'profile-change';

export const purposeLabels: Readonly<Record<Exclude<Purpose, Transactional>, LocalizedText>> = {
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

export const cancelSideLabels: Readonly<Record<Order['side'], LocalizedText>> = {
  buy: { vi: 'Hủy lệnh mua', en: 'Cancel buy order' },
  sell: { vi: 'Hủy lệnh bán', en: 'Cancel sell order' },
};

export const orderListLabel: LocalizedText = { vi: 'Đặt', en: 'Place' };
export const totalLabel: LocalizedText = { vi: 'Tổng giá trị lệnh', en: 'Total order value' };
export const advanceLabel: LocalizedText = { vi: 'Ứng trước tiền bán', en: 'Advance on sale proceeds' };
export const profileLabel: LocalizedText = { vi: 'Thay đổi thông tin', en: 'Change of details' };

const listedSides: Readonly<Record<Order['side'], LocalizedText>> = {
  buy: { vi: 'Mua', en: 'Buy' },
  sell: { vi: 'Bán', en: 'Sell' },
};

const fields: Readonly<Record<Field, LocalizedText>> = {
  phone: { vi: 'Số điện thoại mới', en: 'New phone number' },
  email: { vi: 'Email mới', en: 'New email address' },
  address: { vi: 'Địa chỉ mới', en: 'New address' },
  'bank-account': { vi: 'Tài khoản ngân hàng mới', en: 'New bank account' },
  'identity-document': { vi: 'Giấy tờ tùy thân mới', en: 'New identity document' },
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

/** @returns one line at least, 22 at most */
export function displayLines({ purpose, account, channel, transaction }: Act): DisplayLine[] {
  const isFutures = channel.account === 'derivatives';
  switch (transaction?.type) {
    case 'order':
      return isFutures ? contractLines(transaction) : orderLines(transaction);
    case 'order-list':
      return orderListLines(transaction.orders, isFutures);
    case 'cancel-order':
      return cancelOrderLines(transaction, isFutures);
    case 'cash-transfer':
      return cashTransferLines(transaction);
    case 'cash-advance':
      return cashAdvanceLines(transaction);
    case 'profile-change':
      return profileChangeLines(transaction, account);
    case undefined:
      return [withoutTransaction({ purpose, account, channel })];
  }
}

function orderLines(order: Order): DisplayLine[] {
  return [
    { type: 'heading', label: sideLabels[order.side], value: shares(order) },
    { type: 'amount', label: priceLabel, value: dong(order.price) },
    { type: 'amount', label: valueLabel, value: dong(worth(order)), emphasis: true },
  ];
}

/** Futures are traded in contracts and index points; the price is the number that a customer looks for. */
function contractLines(order: Order): DisplayLine[] {
  return [
    { type: 'heading', label: sideLabels[order.side], value: contracts(order) },
    { type: 'amount', label: priceLabel, value: points(order.price), emphasis: true },
    { type: 'amount', label: valueLabel, value: dong(worth(order)) },
  ];
}

function withoutTransaction({ purpose, account, channel }: Omit<Act, 'transaction'>): DisplayLine {
  const label = purposeLabels[purpose as keyof typeof purposeLabels];
  return { type: 'heading', label, value: same(purpose === 'login' ? channel.name : maskAccount(account)) };
}

/** Each order has its line: none is hidden behind a count or a sum. */
function orderListLines(orders: readonly Order[], isFutures: boolean): DisplayLine[] {
  const total = orders.reduce((sum, order) => sum + worth(order), 0n);
  const lines = orders.map((order): DisplayLine => {
    const side = listedSides[order.side];
    const { what, price } = tradedAs(order, isFutures);
    return { type: 'amount', label: { vi: `${side.vi} ${what.vi}`, en: `${side.en} ${what.en}` }, value: price };
  });
  const counted = { vi: `${count(locales.vi, orders.length)} lệnh`, en: `${count(locales.en, orders.length)} orders` };
  return [
    { type: 'heading', label: orderListLabel, value: counted },
    ...lines,
    { type: 'amount', label: totalLabel, value: dong(total), emphasis: true },
  ];
}

function cancelOrderLines(order: Of<'cancel-order'>, isFutures: boolean): DisplayLine[] {
  const { what, price } = tradedAs(order, isFutures);
  return [
    { type: 'heading', label: cancelSideLabels[order.side], value: what },
    { type: 'amount', label: priceLabel, value: price },
    { type: 'text', label: { vi: 'Số hiệu lệnh', en: 'Order number' }, value: same(order.order) },
  ];
}

function cashAdvanceLines({ amount, fee }: Of<'cash-advance'>): DisplayLine[] {
  const advance: DisplayLine = { type: 'heading', label: advanceLabel, value: dong(amount), emphasis: true };
  return fee === undefined
    ? [advance]
    : [advance, { type: 'amount', label: { vi: 'Phí ứng trước', en: 'Fee' }, value: dong(fee) }];
}

function profileChangeLines({ changes }: Of<'profile-change'>, account: string): DisplayLine[] {
  const lines = changes.map(({ field, value }): DisplayLine => ({
    type: 'text',
    label: fields[field],
    value: same(plain(value)),
  }));
  return [{ type: 'heading', label: profileLabel, value: same(maskAccount(account)) }, ...lines];
}

function tradedAs(order: Order, isFutures: boolean): { readonly what: LocalizedText; readonly price: LocalizedText } {
  return isFutures
    ? { what: contracts(order), price: points(order.price) }
    : { what: shares(order), price: dong(order.price) };
}

/** Dong. */
function worth({ quantity, price }: Order): bigint {
  return BigInt(quantity) * BigInt(price);
}

function shares({ quantity, symbol }: Order): LocalizedText {
  return each((locale) => `${count(locale, quantity)} ${symbol}`);
}

function contracts({ quantity, symbol }: Order): LocalizedText {
  return {
    vi: `${count(locales.vi, quantity)} hợp đồng ${symbol}`,
    en: `${count(locales.en, quantity)} ${symbol} ${quantity === 1 ? 'contract' : 'contracts'}`,
  };
}

function cashTransferLines({ amount, beneficiary }: Of<'cash-transfer'>): DisplayLine[] {
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
