import {isTotpParameters} from '../../domain/otp.js';
import {epoch, type AccountName} from '../../domain/contract.js';
import {failure, success, type Result} from '../../domain/problems.js';
import {boolean, list, object, optional, text, timestamp} from '../../domain/shapes.js';
import {nameOf, type PendingEnrolment} from '../../domain/vault-record.js';
import type {Enrolment, EnrolmentKeys} from '../../ports/vault.js';
import {agreeKeys} from './key-schedule.js';
import {wrapConfirmationKey, wrapSeed} from './wrapping.js';

const id = text(/^[\w-]{1,64}$/);

/** Absurd parameters are refused here, before anything is derived from them. */
export const isEnrolment = object<Enrolment>({
  id,
  device: id,
  serverPublicKey: text(),
  nonce: text(),
  totp: isTotpParameters,
  accounts: list(
    object<AccountName>({
      account: text(/^[\w.-]{1,32}$/),
      accountLabel: text(),
      name: optional(text()),
      derivatives: optional(boolean),
    }),
    1,
    10,
  ),
  serverConfirmation: text(),
  expiresAt: timestamp,
});

const areDistinct = ({accounts}: Enrolment) => new Set(accounts.map(({account}) => account)).size === accounts.length;

const refused = (hint: string) => failure({code: 'malformed_answer', hint});

/** Derives an enrolment's keys and wraps them under the vault key. */
export async function pendingEnrolment(
  enrolment: Enrolment,
  keys: Omit<EnrolmentKeys, 'own'>,
  vaultKey: CryptoKey,
): Promise<Result<PendingEnrolment>> {
  if (!isEnrolment(enrolment) || !areDistinct(enrolment)) return refused('the enrolment is broken');
  const {id, device, expiresAt} = enrolment;
  const {algorithm, digits, period} = enrolment.totp;
  const agreed = await agreeKeys(enrolment, keys);
  if (!agreed) return refused('the endpoint did not confirm the keys agreed on');
  const entries = agreed.seeds.map(async ({seed, ...name}) => {
    const entry = {...nameOf(name), totp: {algorithm, digits, period}};
    return {...entry, seed: await wrapSeed(seed, vaultKey, device, entry)};
  });
  return success({
    id,
    expiresAt: epoch(expiresAt),
    confirmationKey: await wrapConfirmationKey(agreed.confirmationKey, vaultKey, device),
    entries: await Promise.all(entries),
  });
}
