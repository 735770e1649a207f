/** KB-able: money is transferred to a bank, each transfer verified for its very amount and beneficiary. */

import './wire/network.js';
import '../../src/define/otp-verify.js';
import type {CashTransferTransaction} from '../../server/generated/contract.js';
import {endWithAct, type End} from './orders/act.js';
import {byId, h} from './common/dom.js';
import {onElementEvent} from './wire/events.js';
import {readTransfers, type Transfer} from './wire/host-api.js';
import {followParent, isFramed, tellParent} from './wire/link.js';
import {methodName} from './orders/order-list.js';
import {renderSection, startSection} from './frame/section.js';
import {openSession, watchSession} from './wire/session.js';
import {apply, onChange} from './common/settings.js';
import {formatClock, formatMoney, formatNumber, say, translate} from './texts/texts.js';

const LARGEST_TRANSFER = 500_000_000;
const SUGGESTED = 5_000_000;

/** The customer's own bank accounts, as they were agreed on. */
const beneficiaries = [
  {account: '0071000123456', name: 'NGUYEN VAN AN', bank: 'Vietcombank'},
  {account: '19034567890015', name: 'NGUYEN VAN AN', bank: 'Techcombank'},
] as const satisfies readonly CashTransferTransaction['beneficiary'][];

const form = byId('transfer', HTMLFormElement);
const amount = byId('amount', HTMLInputElement);
const beneficiary = byId('beneficiary', HTMLSelectElement);
let transfers: readonly Transfer[] = [];

apply();
followParent();
if (isFramed()) onElementEvent((told) => tellParent({type: 'told', told}));
startPage();
try {
  await openSession();
  await refresh();
} catch {
  byId('transfers', HTMLElement).textContent = say('cannotStart');
}

function startPage(): void {
  const label = ({account, bank}: (typeof beneficiaries)[number]) => `${bank} · ${account}`;
  beneficiary.replaceChildren(...beneficiaries.map((one, index) => h('option', {value: String(index)}, label(one))));
  amount.value = formatNumber(SUGGESTED);
  startSection();
  watchSession();
  const act = startAct();
  amount.addEventListener('input', checkAmount);
  amount.addEventListener('change', () => isAmount(amountOf()) && (amount.value = formatNumber(amountOf())));
  onChange((now, before) => {
    if (now.account !== before.account) act.drop();
    if (now.account === before.account && now.lang === before.lang) return;
    act.render();
    render();
  });
  render();
}

function startAct(): End {
  const place = h('div', {class: 'act'});
  form.append(place);
  const texts = {send: 'sendTransfer', accepted: 'transferAccepted'} as const;
  return endWithAct({form, place, purpose: 'cash-transfer', read, texts, onAccepted: () => void refresh()});
}

function amountOf(): number {
  return /^[\d.,\s]+$/.test(amount.value) ? Number(amount.value.replace(/\D/g, '')) : NaN;
}

function isAmount(value: number): boolean {
  return value > 0 && value <= LARGEST_TRANSFER;
}

function checkAmount(): void {
  const fault = isAmount(amountOf()) ? '' : say('amountWrong', {most: formatMoney(LARGEST_TRANSFER)});
  amount.setCustomValidity(fault);
}

function read(): CashTransferTransaction {
  const to = beneficiaries[Number(beneficiary.value)] ?? beneficiaries[0];
  return {type: 'cash-transfer', amount: amountOf(), beneficiary: to};
}

async function refresh(): Promise<void> {
  transfers = await readTransfers();
  renderTransfers();
}

function render(): void {
  translate(document);
  if (isAmount(amountOf())) amount.value = formatNumber(amountOf());
  checkAmount();
  renderTransfers();
  renderSection();
}

function renderTransfers(): void {
  const list = byId('transfers', HTMLElement);
  if (transfers.length === 0) return list.replaceChildren(h('p', {class: 'note'}, say('noTransfers')));
  const row = ({number, acceptedAt, amount: sent, beneficiary: to, method}: Transfer) =>
    h(
      'tr',
      {},
      h('td', {class: 'number'}, number),
      h('td', {class: 'number'}, formatClock(Date.parse(acceptedAt))),
      h('td', {}, `${formatMoney(sent)} → ${to.bank ?? ''} ${to.account}`),
      h('td', {}, methodName(method)),
    );
  list.replaceChildren(h('table', {}, h('tbody', {}, ...transfers.map(row))));
}
