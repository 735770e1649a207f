/**
 * KB-Trade's list of orders: one proof for all of them, asked for in a dialog. A page of its own, so that on the main
 * page, where it stands in a frame, the dialog stops this page alone, and the customer has their phone.
 */

import './wire/network.js';
import type {OrderListTransaction} from '../../server/generated/contract.js';
import {openOtpDialog, OtpRequestError} from '../../src/dialog.js';
import {endWithAct, type Ask, type Left} from './orders/act.js';
import {byId, h} from './common/dom.js';
import {onElementEvent} from './wire/events.js';
import {followParent, hearFrom, isFramed, tellParent, type ToFrame} from './wire/link.js';
import {market} from './orders/market.js';
import {orderLine} from './orders/order-list.js';
import {openSession, watchSession} from './wire/session.js';
import {apply, onChange} from './common/settings.js';
import {formatMoney, say, translate} from './texts/texts.js';

/** How many round lots of the market's first instruments are bought (positive) and sold. */
const lots = [10, -5, 20] as const;

const list: OrderListTransaction = {
  type: 'order-list',
  orders: lots.flatMap((count, index) => {
    const instrument = market.instruments[index];
    if (!instrument) return [];
    const {symbol, reference: price} = instrument;
    return [{side: count > 0 ? 'buy' : 'sell', symbol, quantity: Math.abs(count) * market.lot, price} as const];
  }),
};
const total = list.orders.reduce((sum, {quantity, price}) => sum + quantity * price, 0);

const form = byId('basket', HTMLFormElement);

/** Why there is no grant, as the page says it. */
function leftBy(error: unknown): Left {
  const code = error instanceof OtpRequestError ? error.code : 'problem';
  switch (code) {
    case 'aborted':
      return null;
    case 'dismissed':
      return 'listDismissed';
    case 'denied':
      return 'listDenied';
    case 'problem':
      return 'listNotAsked';
  }
}

const ask: Ask = ({channel, ...question}, _, signal) =>
  openOtpDialog({
    ...question,
    channel,
    endpoint: '/otp/v1',
    autoSubmit: true,
    signal,
  }).catch(leftBy);

const numbersOf = (accepted: unknown) => {
  const {orders} = accepted as {readonly orders: readonly {readonly number: string}[]};
  return {numbers: orders.map(({number}) => number).join(', ')};
};

apply();
followParent();
watchSession(() => form.requestSubmit());
const act = endWithAct({
  form,
  place: byId('act', HTMLElement),
  purpose: 'order',
  read: () => list,
  texts: {send: 'signOrders', accepted: 'listAccepted', unanswered: 'listNotSent', refused: 'listRefused'},
  ask,
  values: numbersOf,
});
if (isFramed()) {
  onElementEvent((told) => tellParent({type: 'told', told}));
  hearFrom<ToFrame>(() => window.parent, hear);
}
onChange((now, before) => {
  if (now.account !== before.account) act.drop();
  if (now.lang !== before.lang) render();
});
render();
try {
  await openSession();
} catch {
  byId('orders', HTMLElement).textContent = say('cannotStart');
}

function hear({type}: ToFrame): void {
  if (type === 'drop') act.drop();
  if (type !== 'sign') return;
  // Where the focus is when the dialog is gone.
  form.querySelector<HTMLElement>('.send')?.focus();
  form.requestSubmit();
}

function render(): void {
  translate(document);
  byId('orders', HTMLElement).replaceChildren(...list.orders.map((order) => h('li', {}, ...orderLine(order))));
  byId('total', HTMLOutputElement).textContent = formatMoney(total);
  act.render();
}
