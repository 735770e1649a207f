/**
 * Follows a device's clock that has drifted: two consecutive codes show how far (RFC 4226, 7.4). A grant by another
 * method comes first: whoever knows a session and has seen codes is not believed. And since codes that were seen before
 * look like those of a clock that is behind, none of a step that had begun by then is accepted afterwards: such a phone
 * waits until it shows codes that nobody can have seen.
 */

import type { Authenticator } from '../domain/account.js';
import { isWellFormed } from '../domain/code-format.js';
import { matchConsecutive, stepAt } from '../domain/otp.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Device } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { findAccount } from './accounts.js';
import { countAttemptAt, tellOfLock, type Counted } from './attempts.js';
import { refuseOthers } from './device-proof.js';
import { describeDevice } from './devices.js';
import { findHeldGrant, spendGrant, type GrantToSpend } from './grants.js';
import { lockFacts, type Deps, type Remember, type Session } from './deps.js';
import { openSecret, type SeedSecret } from './secrets.js';

export interface Resynchronization {
  readonly device: string;
  readonly account: string;
  readonly codes: readonly [string, string];
  /** For the purpose `resynchronize`, on the account. */
  readonly grant: string;
}

interface CountedAttempt {
  readonly authenticator: Authenticator;
  /** Opened before the attempt is counted: what the endpoint can't open is no attempt of the customer. */
  readonly secret: SeedSecret;
  readonly counted: Counted;
  readonly now: number;
}

export async function resynchronizeDevice(
  deps: Deps,
  session: Session,
  request: Resynchronization,
  remember: Remember,
): Promise<Outcome<Device>> {
  const unproven = await refuseOthers(deps, session, request.device);
  if (unproven !== null) return unproven;
  const counted = await countAttempt(deps, session, request);
  if (!counted.ok) return counted;
  const step = matchCodes(deps, counted.value, request.codes);
  const { counted: attempt, now } = counted.value;
  if (step === null) {
    await tellOfLock(deps, session, { account: { account: request.account, decoy: false }, counted: attempt, now });
    return refuse('code_invalid', lockFacts(attempt.lock, now));
  }
  return follow(deps, session, request, { ...counted.value, step }, remember);
}

function countAttempt(deps: Deps, session: Session, request: Resynchronization): Promise<Outcome<CountedAttempt>> {
  return deps.store.transaction(async (records) => {
    const now = await records.now();
    // It is spent when the codes are right: wrong ones are bounded by the count.
    if ((await findHeldGrant(records, session, proofOf(request), now)) === null) return refuse('grant_required');
    const found = await findKbOtp(deps, records, session, request, now);
    if (!found.ok) return found;
    const authenticator = found.value;
    if (!request.codes.every((code) => isWellFormed(code, authenticator.codeFormat))) return refuse('invalid_format');
    const secret = openSecret(deps.seal, authenticator) as SeedSecret;
    const counted = await countAttemptAt(deps, records, session, authenticator, now);
    return counted.ok ? accept({ authenticator, secret, counted: counted.value, now }) : counted;
  });
}

function proofOf({ grant: token, account }: Resynchronization): GrantToSpend {
  return { token, purpose: 'resynchronize', accounts: [account] };
}

async function findKbOtp(
  deps: Deps,
  records: Records,
  session: Session,
  { device, account }: Resynchronization,
  now: number,
): Promise<Outcome<Authenticator>> {
  if ((await records.devices.find(device, session.customer, now)) === null) return refuse('not_found');
  const held = (await records.devices.accounts(device, now)).find(({ id }) => id === account);
  if (held?.state === 'superseded') return refuse('device_superseded');
  const {
    account: { authenticators },
  } = await findAccount(deps, records, session, account);
  const kbOtp = authenticators.find(({ kind, deviceId }) => kind === 'kb-otp' && deviceId === device);
  return held?.state === 'active' && kbOtp?.state === 'active' ? accept(kbOtp) : refuse('not_found');
}

function matchCodes(
  deps: Deps,
  { authenticator, secret: { seed }, now }: CountedAttempt,
  codes: readonly [string, string],
): number | null {
  const { totp, sealedSecret } = authenticator;
  if (totp === null || sealedSecret === null) return null;
  deps.counts.evaluation('kb-otp');
  return matchConsecutive(authenticator.drift, codes, Buffer.from(seed, 'base64'), totp, now, deps.policy.driftWindow);
}

/** Uses both codes up. The drift is what the second code says, since it is the one of this moment. */
function follow(
  deps: Deps,
  session: Session,
  request: Resynchronization,
  { authenticator, counted, step, now: seenAt }: CountedAttempt & { readonly step: number },
  remember: Remember,
): Promise<Outcome<Device>> {
  return deps.store.transaction(async (records) => {
    // A change of method that is under way ends the grant first.
    await records.authenticators.lockAccounts([request.account], session.customer);
    const now = await records.now();
    if ((await spendGrant(records, session, proofOf(request), now)) === null) return refuse('grant_required');
    if (!(await records.guards.useUp(counted, { step }))) return refuse('code_replayed');
    const period = authenticator.totp?.period ?? deps.policy.codePeriodSeconds;
    await records.guards.passStep(authenticator.id, stepAt(now, period));
    await records.authenticators.setDrift(authenticator.id, step - stepAt(seenAt, period));
    const device = await records.devices.find(request.device, session.customer, now);
    if (device === null) return refuse('not_found');
    const answer = await describeDevice(records, device, now);
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
}
