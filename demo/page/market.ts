/** The shares that the ticket knows, with illustrative prices, and the exchange's rules about price and quantity. */

import type {Language} from './settings.js';

export interface Share {
  readonly symbol: string;
  readonly name: Readonly<Record<Language, string>>;
  /** Reference price in dong. */
  readonly reference: number;
}

export const shares: readonly Share[] = [
  {symbol: 'VNM', name: {vi: 'Sữa Việt Nam', en: 'Vietnam Dairy Products'}, reference: 67_500},
  {symbol: 'FPT', name: {vi: 'FPT', en: 'FPT Corporation'}, reference: 118_400},
  {symbol: 'HPG', name: {vi: 'Tập đoàn Hòa Phát', en: 'Hoa Phat Group'}, reference: 27_350},
  {symbol: 'MWG', name: {vi: 'Thế Giới Di Động', en: 'Mobile World'}, reference: 61_200},
  {symbol: 'VCB', name: {vi: 'Vietcombank', en: 'Vietcombank'}, reference: 92_800},
];

/** Shares are traded in round lots. */
export const LOT = 100;
export const LARGEST_ORDER = 500_000;

/** Part of the reference price by which a price may differ from it in a day. */
const BAND = 0.07;

export const findShare = (symbol: string): Share | undefined => shares.find((share) => share.symbol === symbol);

/** Smallest step of a price, in dong. */
export const tickAt = (price: number): number => (price < 10_000 ? 10 : price < 50_000 ? 50 : 100);

export const ceilingOf = ({reference}: Share): number => roundTo(reference * (1 + BAND), Math.floor);
export const floorOf = ({reference}: Share): number => roundTo(reference * (1 - BAND), Math.ceil);

function roundTo(price: number, round: (value: number) => number): number {
  const tick = tickAt(price);
  return round(price / tick) * tick;
}
