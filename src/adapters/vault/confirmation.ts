import {failure, type Result} from '../../domain/problems.js';
import type {PasswordGuard} from '../../ports/vault.js';
import {safely} from './safely.js';
import {confirmationMac} from './key-schedule.js';
import type {DeviceRecord} from './records.js';
import {unwrapConfirmationKey} from './wrapping.js';

/** Tells the endpoint, by a MAC that only an opened vault can make, that an evaluation was the customer's own. */
export const confirmUnlock = (
  {device, confirmationKey, enrolment}: DeviceRecord,
  vaultKey: CryptoKey,
  guard: PasswordGuard,
  evaluation: string,
): Promise<Result<unknown>> =>
  safely(async () => {
    // Before the first activation there is only the key of the enrolment itself.
    const wrapped = confirmationKey ?? enrolment?.confirmationKey;
    const key = wrapped && (await unwrapConfirmationKey(wrapped, vaultKey, device));
    if (!key) return failure({code: 'vault_damaged', hint: 'the confirmation key does not open'});
    return guard.confirm(device, evaluation, await confirmationMac(key, device, evaluation));
  });
