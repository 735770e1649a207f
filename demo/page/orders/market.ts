/** What can be traded on a channel, with illustrative prices, and the exchange's rules about price and quantity. */

import {thisChannel} from '../common/channels.js';
import type {Language} from '../common/settings.js';
import {formatMoney, formatNumber, say, type TextId} from '../texts/texts.js';

export interface Instrument {
  readonly symbol: string;
  readonly name: Readonly<Record<Language, string>>;
  /** Reference price in dong. */
  readonly reference: number;
}

export interface Market {
  readonly instruments: readonly Instrument[];
  /** Quantities are multiples of it. */
  readonly lot: number;
  readonly largestOrder: number;
  /** Smallest step of a price, in dong. */
  readonly tickAt: (price: number) => number;
  /** In what prices are quoted: dong, or index points. */
  readonly unit: {readonly dong: number; readonly fraction: number};
  /** A quick order and what it comes to, in the market's own units. */
  readonly quick: (quantity: number, price: number) => readonly [order: string, value: string];
  /** How the symbol and the price are called, and what is said about the quantity and the steps of the price. */
  readonly texts: Readonly<Record<'symbol' | 'price' | 'lot' | 'quantity' | 'tick', TextId>>;
}

/** Part of the reference price by which a price may differ from it in a day. */
const BAND = 0.07;

/** What one point of the VN30 index is worth in a futures contract, in dong. */
export const DONG_A_POINT = 100_000;

const shares: Market = {
  instruments: [
    {symbol: 'VNM', name: {vi: 'Sữa Việt Nam', en: 'Vietnam Dairy Products'}, reference: 67_500},
    {symbol: 'FPT', name: {vi: 'FPT', en: 'FPT Corporation'}, reference: 118_400},
    {symbol: 'HPG', name: {vi: 'Tập đoàn Hòa Phát', en: 'Hoa Phat Group'}, reference: 27_350},
    {symbol: 'MWG', name: {vi: 'Thế Giới Di Động', en: 'Mobile World'}, reference: 61_200},
    {symbol: 'VCB', name: {vi: 'Vietcombank', en: 'Vietcombank'}, reference: 92_800},
  ],
  lot: 100,
  largestOrder: 500_000,
  tickAt: (price) => (price < 10_000 ? 10 : price < 50_000 ? 50 : 100),
  unit: {dong: 1, fraction: 0},
  quick: (quantity, price) => [`${formatNumber(quantity)} × ${formatNumber(price)}`, formatMoney(quantity * price)],
  texts: {symbol: 'symbol', price: 'price', lot: 'lotHint', quantity: 'quantityWrong', tick: 'priceTick'},
};

const contract = (month: string, points: number): Instrument => ({
  symbol: `VN30F${month}`,
  name: {
    vi: `HĐTL VN30 ${month.slice(2)}/20${month.slice(0, 2)}`,
    en: `VN30 futures ${month.slice(2)}/20${month.slice(0, 2)}`,
  },
  reference: Math.round(points * DONG_A_POINT),
});

/** Of the index, from an amount in dong. */
const pointsOf = (dong: number): string => formatNumber(dong / DONG_A_POINT, 1);

const derivatives: Market = {
  instruments: [contract('2612', 1285.4), contract('2701', 1288.1), contract('2703', 1291.6), contract('2706', 1296)],
  lot: 1,
  largestOrder: 500,
  tickAt: () => DONG_A_POINT / 10,
  unit: {dong: DONG_A_POINT, fraction: 1},
  quick: (quantity, price) => [
    say('contracts', {count: formatNumber(quantity), points: pointsOf(price)}),
    say('points', {points: pointsOf(quantity * price)}),
  ],
  texts: {
    symbol: 'contract',
    price: 'contractPrice',
    lot: 'contractHint',
    quantity: 'contractsWrong',
    tick: 'contractTick',
  },
};

export const market: Market = {shares, derivatives}[thisChannel().market];

/** A price as this market quotes it, from dong. */
export const formatPrice = (dong: number): string => formatNumber(dong / market.unit.dong, market.unit.fraction);

export const findInstrument = (symbol: string): Instrument | undefined =>
  market.instruments.find((instrument) => instrument.symbol === symbol);

export const ceilingOf = ({reference}: Instrument): number => roundTo(reference * (1 + BAND), Math.floor);
export const floorOf = ({reference}: Instrument): number => roundTo(reference * (1 - BAND), Math.ceil);

function roundTo(price: number, round: (value: number) => number): number {
  const tick = market.tickAt(price);
  return round(price / tick) * tick;
}
