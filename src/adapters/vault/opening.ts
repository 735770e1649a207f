import {failure, success, type Problem, type Result} from '../../domain/problems.js';
import {RECORD_VERSION, type RecordVersion, type VaultSlot} from '../../domain/vault-record.js';
import type {Evaluation, PasswordGuard} from '../../ports/vault.js';
import {evaluatePasskey} from './passkey-slot.js';
import {evaluatePassword} from './password-slot.js';
import {conflict, type DeviceRecord} from './records.js';
import {deriveSlotKey} from './slot-key.js';
import {isIntact} from './slot-seal.js';
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
  /** Of the slot: one that has not been used since the record was written anew is of the older one. */
  readonly layout: RecordVersion;
}

export const damaged = (hint: string) => failure({code: 'vault_damaged', hint});
const changed = () => damaged('what unlocks was changed');

/** The evaluation is counted until it is confirmed. */
export async function openByPassword(
  record: DeviceRecord,
  password: string,
  guard: PasswordGuard,
): Promise<Result<Handles & {readonly evaluation: Evaluation}>> {
  const slot = record.slots.find(({kind}) => kind === 'password');
  if (!slot) return conflict('the password was taken away');
  if (!(await isIntact(slot, record))) return changed();
  const evaluated = await evaluatePassword(password, record, guard);
  if (!evaluated.ok) return evaluated;
  const {slotKey, evaluation} = evaluated.value;
  const {attemptsLeft} = evaluation;
  const opened = await openSlot(record, slot, slotKey, {code: 'wrong_password', attemptsLeft});
  return opened.ok ? success({...opened.value, evaluation}) : opened;
}

export async function openByPasskey(record: DeviceRecord, signal?: AbortSignal): Promise<Result<Handles>> {
  const slot = record.slots.find((other) => other.kind === 'passkey');
  if (!slot) return conflict('there is no passkey');
  if (!(await isIntact(slot, record))) return changed();
  const secret = await evaluatePasskey(slot, signal);
  if (!secret.ok) return secret;
  const slotKey = await deriveSlotKey(secret.value, record, 'passkey');
  return openSlot(record, slot, slotKey, {code: 'passkey_changed', hint: 'the passkey evaluated to something else'});
}

/** @param unopened why a key doesn't open the slot */
export async function openSlot(
  {device, version}: DeviceRecord,
  slot: VaultSlot,
  slotKey: CryptoKey,
  unopened: Problem,
): Promise<Result<Handles>> {
  for (const layout of [RECORD_VERSION, 1] as const) {
    const vaultKey = await unwrapVaultKey(slot, slotKey, device, layout);
    if (!vaultKey) continue;
    // Of an older record the seeds would be read without what they are tied to.
    if (layout > version) return damaged('the record is of an older layout than its key');
    return success({slot, slotKey, vaultKey, layout});
  }
  return failure(unopened);
}
