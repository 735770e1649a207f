/**
 * The order ticket: a plain form with the element in it. The form can't be sent before the customer has verified,
 * because the element is a required form control; what it submits is the grant, under the name `grant`.
 */

import type {OtpVerify} from '../../../src/index.js';
import {byId, h} from '../common/dom.js';
import {place, type Order, type Placed} from '../wire/host-api.js';
import {ceilingOf, findInstrument, floorOf, formatPrice, market} from './market.js';
import {listOnThePhone} from '../common/phone-list.js';
import {settings} from '../common/settings.js';
import {refusalText} from './refusals.js';
import {formatMoney, say, type TextId} from '../texts/texts.js';
import * as fields from './ticket-order.js';

export type Outcome = {readonly tone: 'good' | 'bad' | 'busy'; readonly text: TextId; readonly number?: string} | null;

const form = byId('ticket', HTMLFormElement);
const proof = byId('proof', HTMLElement);
const send = byId('send', HTMLButtonElement);
const outcomeLine = byId('outcome', HTMLElement);
export const verify = form.querySelector('otp-verify') as OtpVerify;

let account = '';
let outcome: Outcome = null;
/** The attempt that is on its way or unanswered; sending the same order again repeats it. */
let attempt: string | null = null;
let onAccepted: () => void = () => undefined;

/** @param accepted called after an order has been accepted */
export function startTicket(accepted: () => void): void {
  onAccepted = accepted;
  const options = market.instruments.map(({symbol}) => h('option', {value: symbol}));
  byId('symbol', HTMLSelectElement).replaceChildren(...options);
  verify.addEventListener('invalid', handleUnverified);
  verify.addEventListener('otp-verified', () => form.requestSubmit());
  verify.addEventListener('otp-step', renderSend);
  verify.addEventListener('otp-dismissed', () => close());
  form.addEventListener('input', handleEdit);
  form.addEventListener('change', handleChange);
  form.addEventListener('submit', (event) => void handleSubmit(event));
  begin();
}

/** For whom orders are placed from now on; what was being verified is dropped. */
export function setAccount(next: string): void {
  account = next;
  show(null);
  close();
}

/** A ticket as it was when the page was opened, with one lot if nothing else is said. */
export function begin(lots = 1): void {
  close();
  form.reset();
  fields.suggestQuantity(lots);
  fields.suggestPrice();
  render();
}

/** As the customer who presses the button. */
export const askForOrder = (): void => form.requestSubmit();

export function render(): void {
  fields.formatFields();
  fields.checkFields();
  const instrument = fields.chosenInstrument();
  const [floor, ceiling] = [formatPrice(floorOf(instrument)), formatPrice(ceilingOf(instrument))];
  for (const option of byId('symbol', HTMLSelectElement).options) {
    option.textContent = `${option.value} – ${findInstrument(option.value)?.name[settings().lang] ?? ''}`;
  }
  byId('quote', HTMLElement).replaceChildren(
    ...quote('floor', floor),
    ...quote('reference', formatPrice(instrument.reference)),
    ...quote('ceiling', ceiling),
  );
  byId('symbol-label', HTMLElement).textContent = say(market.texts.symbol);
  byId('price-label', HTMLElement).textContent = say(market.texts.price);
  byId('lot-hint', HTMLElement).textContent = say(market.texts.lot, {lot: market.lot});
  byId('band-hint', HTMLElement).textContent = `${floor} – ${ceiling}`;
  renderTotal();
  renderSend();
  renderOutcome();
}

const quote = (id: 'floor' | 'reference' | 'ceiling', value: string) => [
  h('div', {class: id}, h('dt', {}, say(id)), h('dd', {}, value)),
];

function renderTotal(): void {
  const value = fields.orderValue();
  byId('total', HTMLOutputElement).textContent = value === null ? '–' : formatMoney(value);
}

function renderSend(): void {
  const side = fields.chosenSide();
  send.dataset['side'] = side;
  send.disabled = outcome?.tone === 'busy' || account === '';
  // While a code is asked for, the element is the one thing to do.
  send.hidden = !proof.hidden && verify.grant === null;
  const again = attempt !== null && outcome?.text === 'orderNotSent';
  send.textContent = say(again ? 'sendAgain' : side === 'buy' ? 'sendBuy' : 'sendSell');
}

function renderOutcome(): void {
  outcomeLine.textContent = outcome ? say(outcome.text, {number: outcome.number ?? ''}) : '';
  outcomeLine.dataset['tone'] = outcome?.tone ?? '';
}

function show(next: Outcome): void {
  outcome = next;
  renderOutcome();
  renderSend();
}

/** The browser won't send the form because the element has no grant yet: now is the time to ask for one. */
function handleUnverified(event: Event): void {
  event.preventDefault();
  if (!fields.fieldsAreValid()) return;
  if (proof.hidden) open();
  else verify.focus();
}

function open(): void {
  attempt = null;
  show(null);
  proof.hidden = false;
  renderSend();
  verify.transaction = fields.readOrder();
  verify.channelUrls = {'m-able': listOnThePhone()};
  verify.account = account;
  void verify.updateComplete.then(() => {
    verify.focus();
    proof.scrollIntoView({block: 'nearest'});
  });
}

/** Without an account the element rests, and a grant that it held is gone. */
function close(): void {
  attempt = null;
  proof.hidden = true;
  verify.account = '';
  verify.transaction = null;
  renderSend();
}

/** What the customer types into the element comes by here too, as the element's own event. */
function handleEdit(event: Event): void {
  if (event.target === verify || outcome?.tone === 'busy') return;
  if (!proof.hidden) close();
  show(null);
  fields.checkFields();
  renderTotal();
}

function handleChange(event: Event): void {
  if (event.target === verify) return;
  if (event.target === byId('symbol', HTMLSelectElement)) fields.suggestPrice();
  render();
}

async function handleSubmit(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  const grant = new FormData(form).get('grant');
  if (typeof grant !== 'string' || outcome?.tone === 'busy') return;
  attempt ??= crypto.randomUUID();
  show({tone: 'busy', text: 'sending'});
  const act = {transaction: fields.readOrder(), account: verify.grant?.account ?? account, grant};
  conclude(await place<Order>(act, attempt));
}

function conclude(placed: Placed<Order>): void {
  switch (placed.type) {
    case 'accepted':
      outcome = {tone: 'good', text: 'orderAccepted', number: placed.act.number};
      begin();
      outcomeLine.focus();
      return onAccepted();
    case 'unknown':
      return show({tone: 'bad', text: 'orderNotSent'});
    case 'refused':
      close();
      return show({tone: 'bad', text: refusalText(placed.code)});
  }
}
