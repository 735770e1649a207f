/** The broker's orders on this channel's market, as the page last read them. */

import {byId, h} from '../common/dom.js';
import {readOrders, type Order} from '../wire/host-api.js';
import {findInstrument, formatPrice} from './market.js';
import {formatClock, formatNumber, say} from '../texts/texts.js';

let orders: readonly Order[] = [];

export async function refreshOrders(): Promise<void> {
  orders = (await readOrders()).filter(({symbol}) => findInstrument(symbol) !== undefined);
  renderOrders();
}

export function renderOrders(): void {
  const list = byId('orders', HTMLElement);
  if (orders.length === 0) return list.replaceChildren(h('p', {class: 'note'}, say('noOrders')));
  const heads = (['orderNumber', 'time', 'order', 'verifiedBy'] as const).map((id) => h('th', {scope: 'col'}, say(id)));
  list.replaceChildren(h('table', {}, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...orders.map(row))));
}

type Line = Pick<Order, 'side' | 'symbol' | 'quantity' | 'price'>;

/** An order in one line. */
export const orderLine = ({side, symbol, quantity, price}: Line): readonly (Node | string)[] => [
  h('span', {class: `side ${side}`}, say(side)),
  ` ${formatNumber(quantity)} ${symbol} × ${formatPrice(price)}`,
];

function row({number, method, acceptedAt, ...order}: Order): HTMLElement {
  return h(
    'tr',
    {},
    h('td', {class: 'number'}, number),
    h('td', {class: 'number'}, formatClock(Date.parse(acceptedAt))),
    h('td', {}, ...orderLine(order)),
    h('td', {}, methodName(method)),
  );
}

export function methodName(method: Order['method']): string {
  switch (method) {
    case 'kb-otp':
      return 'KB-OTP';
    case 'matrix':
      return say('matrixCard');
    case 'sms':
    case 'email':
    case 'voice':
    case 'token':
    case 'password':
      return say(method);
    case 'other':
      return '–';
  }
}
