/** Reads the ticket's fields as an order, and says what is wrong with them in the customer's language. */

import type {OrderTransaction} from '../../server/src/generated/contract.js';
import {byId} from './dom.js';
import {ceilingOf, findShare, floorOf, LARGEST_ORDER, LOT, shares, tickAt, type Share} from './market.js';
import {formatNumber, say} from './texts.js';

const form = byId('ticket', HTMLFormElement);
const symbol = byId('symbol', HTMLSelectElement);
const quantity = byId('quantity', HTMLInputElement);
const price = byId('price', HTMLInputElement);

/** Digits of a number that the customer may have grouped by points, commas or spaces. */
const numberOf = ({value}: HTMLInputElement) => (/^[\d.,\s]+$/.test(value) ? Number(value.replace(/\D/g, '')) : NaN);

export const chosenShare = (): Share => {
  const share = findShare(symbol.value) ?? shares[0];
  if (!share) throw new Error('The market has no shares.');
  return share;
};

export const chosenSide = (): 'buy' | 'sell' => (new FormData(form).get('side') === 'sell' ? 'sell' : 'buy');

/** What the fields say; only meaningful when they are valid. */
export const readOrder = (): OrderTransaction => ({
  type: 'order',
  side: chosenSide(),
  symbol: chosenShare().symbol,
  quantity: numberOf(quantity),
  price: numberOf(price),
});

/** Value of the order in dong, or null while the fields don't make sense. */
export const orderValue = (): number | null => (fieldsAreValid() ? numberOf(quantity) * numberOf(price) : null);

export const fieldsAreValid = (): boolean => quantity.validity.valid && price.validity.valid;

export function checkFields(): void {
  quantity.setCustomValidity(quantityFault(numberOf(quantity)));
  price.setCustomValidity(priceFault(numberOf(price), chosenShare()));
}

export function formatFields(): void {
  for (const field of [quantity, price]) {
    const value = numberOf(field);
    if (value > 0) field.value = formatNumber(value);
  }
}

/** The price starts at the reference: that is where a customer begins to think. */
export function suggestPrice(): void {
  price.value = formatNumber(chosenShare().reference);
}

export function suggestQuantity(): void {
  quantity.value = formatNumber(LOT);
}

function quantityFault(value: number): string {
  const fits = value > 0 && value <= LARGEST_ORDER && value % LOT === 0;
  return fits ? '' : say('quantityWrong', {lot: LOT, most: formatNumber(LARGEST_ORDER)});
}

function priceFault(value: number, share: Share): string {
  const [floor, ceiling] = [floorOf(share), ceilingOf(share)];
  if (!(value >= floor && value <= ceiling))
    return say('priceOutside', {floor: formatNumber(floor), ceiling: formatNumber(ceiling)});
  const tick = tickAt(value);
  return value % tick === 0 ? '' : say('priceTick', {tick});
}
