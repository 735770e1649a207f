import {failure, success, type Problem, type Result} from '../../domain/problems.js';
import {boolean, integer, list, object, oneOf, optional, text} from '../../domain/shapes.js';
import {RECORD_VERSION, type AccountOnDevice, type Bytes, type VaultSlot} from '../../domain/vault-record.js';
import type {Evaluation, PasswordGuard} from '../../ports/vault.js';
import {utf8} from '../bytes.js';
import {blind, warmUp} from './oprf.js';
import {deriveSlotKey, type Place} from './slot-key.js';
import {sealed} from './slot-seal.js';
import {unwrapVaultKey, wrapVaultKey} from './wrapping.js';

const ITERATIONS = 600_000;

/** An evaluation and the key that it leads to: the slot's, if the password is right. */
export interface Evaluated {
  readonly slotKey: CryptoKey;
  readonly evaluation: Evaluation;
}

const isAccount = object<AccountOnDevice>({
  account: text(),
  accountLabel: text(),
  name: optional(text()),
  derivatives: optional(boolean),
  state: oneOf('pending', 'active', 'superseded', 'removed', 'cancelled'),
});

const isEvaluation = object<Evaluation>({
  id: text(/^[\w-]{1,64}$/),
  evaluatedElement: text(),
  attemptsLeft: integer(0, 100),
  accounts: list(isAccount, 0, 100),
});

const malformed: Problem = {code: 'malformed_answer', hint: 'the evaluation is broken'};

/** Runs `use` with the password stretched, as long as `use` runs: PBKDF2-SHA256 off the main thread. */
async function withStretched<Value>(
  password: string,
  salt: Bytes,
  use: (input: Bytes) => Promise<Value>,
): Promise<Value> {
  const typed = utf8(password);
  const key = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveBits']);
  typed.fill(0);
  const stretched = crypto.subtle.deriveBits({name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS}, key, 256);
  warmUp();
  const input = new Uint8Array(await stretched);
  try {
    return await use(input);
  } finally {
    input.fill(0);
  }
}

/** One guess, blinded, evaluated and counted by the endpoint. */
async function evaluate(input: Bytes, place: Place, guard: PasswordGuard): Promise<Result<Evaluated>> {
  const {element, finalize} = blind(input);
  const answer = await guard.evaluate(place.device, element);
  if (!answer.ok) return answer;
  const output = isEvaluation(answer.value) ? finalize(answer.value.evaluatedElement) : null;
  if (!output) return failure(malformed);
  return success({slotKey: await deriveSlotKey(output, place, 'password'), evaluation: answer.value});
}

export const evaluatePassword = (password: string, place: Place, guard: PasswordGuard): Promise<Result<Evaluated>> =>
  withStretched(password, place.salt, (input) => evaluate(input, place, guard));

export interface NewPasswordSlot {
  readonly slot: VaultSlot;
  readonly slotKey: CryptoKey;
  /** What came out of the new slot when it was tried. */
  readonly vaultKey: CryptoKey;
}

/**
 * Wraps the vault key for a new password, and opens it again by an evaluation of its own before anybody relies on it:
 * an endpoint that evaluates differently each time would lock the customer out.
 * @param vaultKey extractable
 * @param confirm tells the endpoint that an evaluation was the customer's own
 */
export const createPasswordSlot = (
  password: string,
  place: Place,
  vaultKey: CryptoKey,
  guard: PasswordGuard,
  confirm: (evaluation: string) => Promise<unknown>,
): Promise<Result<NewPasswordSlot>> =>
  withStretched(password, place.salt, async (input) => {
    const first = await evaluate(input, place, guard);
    if (!first.ok) return first;
    await confirm(first.value.evaluation.id);
    const wrapped = await wrapVaultKey(vaultKey, first.value.slotKey, place.device, 'password');
    const slot = await sealed({kind: 'password', vaultKey: wrapped}, place);

    const second = await evaluate(input, place, guard);
    if (!second.ok) return second;
    await confirm(second.value.evaluation.id);
    const opened = await unwrapVaultKey(slot, second.value.slotKey, place.device, RECORD_VERSION);
    return opened ? success({slot, slotKey: second.value.slotKey, vaultKey: opened}) : failure(malformed);
  });
