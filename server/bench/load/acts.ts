/** What the customers of a load do, one act each, and what of it the ledger keeps. */

import assert from 'node:assert/strict';
import type { Challenge } from '../../generated/contract.js';
import type { Client } from '../../test/support/client.js';
import { deviceCalls, unlockMac } from '../../test/support/device.js';
import { codes, step } from '../customers.js';
import { noteAnswer, noteChallenge, noteCode, noteGuess, type Ledger } from './ledger.js';
import type { DeviceOwner, LoadCustomer } from './population.js';

/** Makes the client of a session. */
export type Clients = (token: string) => Client;

/** The step that a code of KB-OTP belongs to at that time (epoch milliseconds). */
export const stepAt = (time: number): number => Math.floor(time / step);

export interface Phone extends LoadCustomer {
  /** Whose code was used last. */
  lastStep: number;
}

/** A step has one code, and a code is good once. */
export const hasCode = ({ lastStep }: Phone, now = Date.now()): boolean => lastStep < stepAt(now);

export async function askStatus(clients: Clients, { account, tokens: [, visitor] }: LoadCustomer): Promise<void> {
  const { status, body } = await clients(visitor).status(account);
  assert.equal(status, 200, JSON.stringify(body));
}

export async function challenge(
  clients: Clients,
  ledger: Ledger,
  { account, tokens: [token] }: LoadCustomer,
): Promise<Challenge> {
  const asked = await clients(token).challenged({ account });
  noteChallenge(ledger, asked.id, account);
  return asked;
}

/** With the code that KB-OTP shows at this moment. */
export async function answer(
  clients: Clients,
  ledger: Ledger,
  { phone, asked }: { readonly phone: Phone; readonly asked: Challenge },
): Promise<void> {
  const now = Date.now();
  phone.lastStep = stepAt(now);
  noteCode(ledger, phone.account, String(phone.lastStep));
  const reply = await clients(phone.tokens[0]).answer(asked, codes.generate({ timestamp: now }));
  noteAnswer(ledger, asked.id, reply);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
}

/** A guess and its confirmation: the two requests of an unlock. */
export async function unlock(clients: Clients, ledger: Ledger, owner: DeviceOwner): Promise<void> {
  const { keys, element, tokens } = owner;
  const { device } = keys.enrolment;
  const calls = deviceCalls(clients(tokens[0]));
  const guess = await calls.unlock(device, element);
  assert.equal(guess.status, 200, JSON.stringify(guess.body));
  const confirmed = await calls.confirm(device, guess.body.id, unlockMac(keys, guess.body.id));
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
  noteGuess(ledger, device, {});
}
