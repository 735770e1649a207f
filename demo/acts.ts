/** What the broker accepts: each kind of act with how it comes in a request and what it is made of. */

import type {
  CashTransferTransaction,
  OrderListTransaction,
  OrderTransaction,
  Purpose,
} from '../server/generated/contract.js';
import type {Accepted, Order, Transfer} from './book.js';

/** What this broker takes. */
export type TakenTransaction = OrderTransaction | OrderListTransaction | CashTransferTransaction;

/** As the customer has asked for it, before the broker has added what every accepted act has. */
export type Asked<Act extends Accepted> = Omit<Act, keyof Accepted>;

export interface Kind<Terms extends TakenTransaction, Act extends Accepted> {
  /** Member of a request's body that holds the terms, and of the answer's that holds what was accepted. */
  readonly member: string;
  /** The purpose that the grant must have been given for. */
  readonly purpose: Purpose;
  readonly isTerms: (value: unknown) => value is Terms;
  /** What goes into the book: all of it or nothing. */
  readonly acts: (terms: Terms) => readonly Asked<Act>[];
  /** What is answered about what was accepted. */
  readonly told: (accepted: readonly Act[]) => unknown;
}

const theOne = <Act>([act]: readonly Act[]) => act;

export const orderKind: Kind<OrderTransaction, Order> = {
  member: 'order',
  purpose: 'order',
  isTerms: isOrder,
  acts: ({type: _, ...order}) => [order],
  told: theOne,
};
export const orderListKind: Kind<OrderListTransaction, Order> = {
  member: 'list',
  purpose: 'order',
  isTerms: isOrderList,
  acts: ({orders}) => orders,
  told: (orders) => ({orders}),
};
export const transferKind: Kind<CashTransferTransaction, Transfer> = {
  member: 'transfer',
  purpose: 'cash-transfer',
  isTerms: isTransfer,
  acts: ({type: _, ...transfer}) => [transfer],
  told: theOne,
};

/** As the contract has it. */
const FEWEST_ORDERS = 2;
const MOST_ORDERS = 20;

type Unknown<Value> = Partial<Record<keyof Value, unknown>>;

function isOrder(value: unknown): value is OrderTransaction {
  const {type, side, symbol, quantity, price} = (value ?? {}) as Unknown<OrderTransaction>;
  const named = type === 'order' && (side === 'buy' || side === 'sell') && /^[A-Z0-9]{2,16}$/.test(String(symbol));
  return named && isAmount(quantity) && isAmount(price);
}

function isOrderList(value: unknown): value is OrderListTransaction {
  const {type, orders} = (value ?? {}) as Unknown<OrderListTransaction>;
  if (type !== 'order-list' || !Array.isArray(orders)) return false;
  const fits = orders.length >= FEWEST_ORDERS && orders.length <= MOST_ORDERS;
  return fits && orders.every((order: object | null) => order !== null && isOrder({...order, type: 'order'}));
}

function isTransfer(value: unknown): value is CashTransferTransaction {
  const {type, amount, beneficiary} = (value ?? {}) as Unknown<CashTransferTransaction>;
  const {account, name, bank = ''} = (beneficiary ?? {}) as Unknown<CashTransferTransaction['beneficiary']>;
  const known = isText(account, 32) && isText(name, 100) && typeof bank === 'string' && bank.length <= 100;
  return type === 'cash-transfer' && isAmount(amount) && known;
}

const isAmount = (value: unknown) => Number.isSafeInteger(value) && Number(value) > 0;
const isText = (value: unknown, most: number) => typeof value === 'string' && value !== '' && value.length <= most;
