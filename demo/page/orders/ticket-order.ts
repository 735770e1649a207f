/** Reads the ticket's fields as an order, and says what is wrong with them in the customer's language. */

import type {OrderTransaction} from '../../../server/generated/contract.js';
import {byId} from '../common/dom.js';
import {ceilingOf, findInstrument, floorOf, formatPrice, market, type Instrument} from './market.js';
import {formatNumber, say} from '../texts/texts.js';

const form = byId('ticket', HTMLFormElement);
const symbol = byId('symbol', HTMLSelectElement);
const quantity = byId('quantity', HTMLInputElement);
const price = byId('price', HTMLInputElement);

/** Digits of a number that the customer may have grouped by points, commas or spaces. */
const numberOf = ({value}: HTMLInputElement) => (/^[\d.,\s]+$/.test(value) ? Number(value.replace(/\D/g, '')) : NaN);

/** In dong. In points, what has fewer digits than a group after its last sign is the fraction. */
function priceOf({value}: HTMLInputElement): number {
  const [, whole = value, fraction = ''] = (market.unit.fraction > 0 && /^(.*)[.,](\d{1,2})$/.exec(value.trim())) || [];
  if (!/^[\d.,\s]+$/.test(whole)) return NaN;
  return Math.round(Number(`${whole.replace(/\D/g, '')}.${fraction}`) * market.unit.dong);
}

export const chosenInstrument = (): Instrument => {
  const instrument = findInstrument(symbol.value) ?? market.instruments[0];
  if (!instrument) throw new Error('Nothing is traded on this market.');
  return instrument;
};

export const chosenSide = (): 'buy' | 'sell' => (new FormData(form).get('side') === 'sell' ? 'sell' : 'buy');

/** What the fields say; only meaningful when they are valid. */
export const readOrder = (): OrderTransaction => ({
  type: 'order',
  side: chosenSide(),
  symbol: chosenInstrument().symbol,
  quantity: numberOf(quantity),
  price: priceOf(price),
});

/** Value of the order in dong, or null while the fields don't make sense. */
export const orderValue = (): number | null => (fieldsAreValid() ? numberOf(quantity) * priceOf(price) : null);

export const fieldsAreValid = (): boolean => quantity.validity.valid && price.validity.valid;

export function checkFields(): void {
  quantity.setCustomValidity(quantityFault(numberOf(quantity)));
  price.setCustomValidity(priceFault(priceOf(price), chosenInstrument()));
}

export function formatFields(): void {
  if (numberOf(quantity) > 0) quantity.value = formatNumber(numberOf(quantity));
  if (priceOf(price) > 0) price.value = formatPrice(priceOf(price));
}

/** The price starts at the reference: that is where a customer begins to think. */
export function suggestPrice(): void {
  price.value = formatPrice(chosenInstrument().reference);
}

export function suggestQuantity(lots: number): void {
  quantity.value = formatNumber(lots * market.lot);
}

function quantityFault(value: number): string {
  const {lot, largestOrder, texts} = market;
  const fits = value > 0 && value <= largestOrder && value % lot === 0;
  return fits ? '' : say(texts.quantity, {lot, most: formatNumber(largestOrder)});
}

function priceFault(value: number, instrument: Instrument): string {
  const [floor, ceiling] = [floorOf(instrument), ceilingOf(instrument)];
  if (!(value >= floor && value <= ceiling))
    return say('priceOutside', {floor: formatPrice(floor), ceiling: formatPrice(ceiling)});
  const tick = market.tickAt(value);
  return value % tick === 0 ? '' : say(market.texts.tick, {tick: formatPrice(tick)});
}
