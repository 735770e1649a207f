/** The app's quick order: one round lot, or one contract, at the reference price. */

import type {OrderTransaction} from '../../../server/generated/contract.js';
import {endWithAct} from '../orders/act.js';
import {h} from '../common/dom.js';
import {findInstrument, market, type Instrument} from '../orders/market.js';
import {settings} from '../common/settings.js';
import {say} from '../texts/texts.js';

export function orderScreen(): HTMLElement {
  const label = ({symbol, name}: Instrument) => `${symbol} – ${name[settings().lang]}`;
  const symbol = h(
    'select',
    {name: 'symbol'},
    ...market.instruments.map((instrument) => h('option', {value: instrument.symbol}, label(instrument))),
  );
  const chosen = () => findInstrument(symbol.value) ?? market.instruments[0];
  const summary = h('p', {class: 'total'});
  const place = h('div', {class: 'act'});
  const form = h(
    'form',
    {class: 'card', id: 'order', autocomplete: 'off'},
    h('label', {class: 'field'}, h('span', {}, say(market.texts.symbol)), symbol),
    summary,
    place,
  );
  const render = () => summary.replaceChildren(...lines(chosen()?.reference ?? 0));
  form.addEventListener('change', render);
  render();
  endWithAct({
    form,
    place,
    purpose: 'order',
    read: () => read(chosen()),
    texts: {send: 'sendBuy', accepted: 'orderAccepted'},
  });
  return form;
}

const lines = (price: number) => {
  const [order, value] = market.quick(market.lot, price);
  return [h('span', {}, order), h('output', {}, value)];
};

const read = (instrument: Instrument | undefined): OrderTransaction => ({
  type: 'order',
  side: 'buy',
  symbol: instrument?.symbol ?? '',
  quantity: market.lot,
  price: instrument?.reference ?? 0,
});
