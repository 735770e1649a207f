import {failure, success, type Result} from '../../domain/problems.js';
import type {VaultSlot} from '../../domain/vault-record.js';
import type {Evaluation, PasswordGuard} from '../../ports/vault.js';
import {evaluatePasskey} from './passkey-slot.js';
import {evaluatePassword} from './password-slot.js';
import {conflict, type DeviceRecord} from './records.js';
import {deriveSlotKey} from './slot-key.js';
import {unwrapVaultKey} from './wrapping.js';

/** The handles of an open vault; none of them can be exported. */
export interface Handles {
  readonly vaultKey: CryptoKey;
  /**
   * What opened the vault, and the key that did: from them comes an exportable vault key for the moment of wrapping
   * it anew.
   */
  readonly slot: VaultSlot;
  readonly slotKey: CryptoKey;
}

/** The evaluation is counted until it is confirmed. */
export async function openByPassword(
  record: DeviceRecord,
  password: string,
  guard: PasswordGuard,
): Promise<Result<Handles & {readonly evaluation: Evaluation}>> {
  const slot = record.slots.find(({kind}) => kind === 'password');
  if (!slot) return conflict('the password was taken away');
  const evaluated = await evaluatePassword(password, record, guard);
  if (!evaluated.ok) return evaluated;
  const {slotKey, evaluation} = evaluated.value;
  const vaultKey = await unwrapVaultKey(slot, slotKey, record.device);
  if (!vaultKey) return failure({code: 'wrong_password', attemptsLeft: evaluation.attemptsLeft});
  return success({slot, slotKey, vaultKey, evaluation});
}

export async function openByPasskey(record: DeviceRecord, signal?: AbortSignal): Promise<Result<Handles>> {
  const slot = record.slots.find((other) => other.kind === 'passkey');
  if (!slot) return conflict('there is no passkey');
  const secret = await evaluatePasskey(slot, signal);
  if (!secret.ok) return secret;
  const slotKey = await deriveSlotKey(secret.value, record, 'passkey');
  const vaultKey = await unwrapVaultKey(slot, slotKey, record.device);
  if (!vaultKey) return failure({code: 'passkey_failed', hint: 'the passkey evaluated to something else'});
  return success({slot, slotKey, vaultKey});
}
