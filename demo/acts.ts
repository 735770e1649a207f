/** What the broker accepts: each kind of act with how it comes in a request and what it is made of. */

import type {CashTransferTransaction, OrderTransaction} from '../server/generated/contract.js';

/** What this broker takes. */
export type TakenTransaction = OrderTransaction | CashTransferTransaction;

export interface Kind<Terms extends TakenTransaction> {
  /** Member of a request's body that holds the terms, and of the answer's that holds what was accepted. */
  readonly member: string;
  /** The purpose that the grant must have been given for. */
  readonly purpose: Terms['type'];
  readonly isTerms: (value: unknown) => value is Terms;
}

export const orderKind: Kind<OrderTransaction> = {member: 'order', purpose: 'order', isTerms: isOrder};
export const transferKind: Kind<CashTransferTransaction> = {
  member: 'transfer',
  purpose: 'cash-transfer',
  isTerms: isTransfer,
};

type Unknown<Value> = Partial<Record<keyof Value, unknown>>;

function isOrder(value: unknown): value is OrderTransaction {
  const {type, side, symbol, quantity, price} = (value ?? {}) as Unknown<OrderTransaction>;
  const named = type === 'order' && (side === 'buy' || side === 'sell') && /^[A-Z0-9]{2,16}$/.test(String(symbol));
  return named && isAmount(quantity) && isAmount(price);
}

function isTransfer(value: unknown): value is CashTransferTransaction {
  const {type, amount, beneficiary} = (value ?? {}) as Unknown<CashTransferTransaction>;
  const {account, name, bank = ''} = (beneficiary ?? {}) as Unknown<CashTransferTransaction['beneficiary']>;
  const known = isText(account, 32) && isText(name, 100) && typeof bank === 'string' && bank.length <= 100;
  return type === 'cash-transfer' && isAmount(amount) && known;
}

const isAmount = (value: unknown) => Number.isSafeInteger(value) && Number(value) > 0;
const isText = (value: unknown, most: number) => typeof value === 'string' && value !== '' && value.length <= most;
