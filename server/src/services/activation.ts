/**
 * Puts KB-OTP in force, when a first code of every account shows that the device holds the seeds. As with challenges
 * the attempt is counted and committed before a code is looked at; then all accounts change at once, or none.
 */

import { isWellFormed } from '../domain/code-format.js';
import { enrolmentState, type EnrolmentRecord } from '../domain/device.js';
import { matchTotp } from '../domain/otp.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { ActivationRequest, CodeFormat, Device } from '../../generated/contract.js';
import type { NewKbOtp } from '../store/device-storage.js';
import type { Records } from '../store/store.js';
import { refuseOthers } from './device-proof.js';
import { confirmationKeyRow, describeDevice } from './devices.js';
import { endWhatIsOpen } from './endings.js';
import { enrolmentKeysRow } from './enrolments.js';
import type { EnrolmentKeys } from './key-agreement.js';
import { randomId, type Deps, type Remember, type Session } from './deps.js';
import { noticesFor, sendNotices, writeNotices } from './notices.js';
import { secretRow } from './secrets.js';

type Codes = ActivationRequest['codes'];

interface CountedActivation {
  readonly enrolment: EnrolmentRecord;
  readonly keys: EnrolmentKeys;
  readonly now: number;
}

export async function activateEnrolment(
  deps: Deps,
  session: Session,
  request: { readonly enrolment: string; readonly codes: Codes },
  remember: Remember,
): Promise<Outcome<Device>> {
  const enrolment = await deps.store.enrolments.find(request.enrolment, session.customer);
  if (enrolment === null) return refuse('enrolment_not_found');
  // No account moves to a device that could not unlock then.
  const unproven = await refuseOthers(deps, session, enrolment.device);
  if (unproven !== null) return unproven;
  const format: CodeFormat = { length: enrolment.totp.digits, alphabet: 'digits' };
  if (!request.codes.every(({ code }) => isWellFormed(code, format))) return refuse('invalid_format');
  if (!namesEach(enrolment.accounts, request.codes)) {
    return refuse('invalid_request', { detail: 'codes must have one code of each account.' });
  }
  const counted = await countAttempt(deps, session, enrolment);
  if (!counted.ok) return counted;
  const steps = matchCodes(deps, counted.value, request.codes);
  const outcome =
    steps === null
      ? refuseCodes(counted.value)
      : await putInForce(deps, session, { ...counted.value, steps }, remember);
  deps.counts.enrolment(outcome.ok ? 'activated' : 'refused');
  return outcome;
}

function namesEach(accounts: readonly string[], codes: Codes): boolean {
  return codes.length === accounts.length && accounts.every((id) => codes.some(({ account }) => account === id));
}

async function countAttempt(
  deps: Deps,
  session: Session,
  { id }: EnrolmentRecord,
): Promise<Outcome<CountedActivation>> {
  return deps.store.transaction(async (records) => {
    const now = await records.now();
    const enrolment = await records.enrolments.countAttempt(id, session.customer, now);
    if (enrolment === null || enrolment.sealedKeys === null) return refuseClosed(records, session, id, now);
    const keys = JSON.parse(deps.seal.open(enrolment.sealedKeys, enrolmentKeysRow(id))) as EnrolmentKeys;
    return accept({ enrolment, keys, now });
  });
}

async function refuseClosed(records: Records, session: Session, id: string, now: number): Promise<Outcome<never>> {
  const enrolment = await records.enrolments.find(id, session.customer);
  if (enrolment?.state === 'overtaken') return refuse('already_enrolled');
  const isActive = enrolment !== null && enrolmentState(enrolment, now) === 'active';
  return refuse(isActive ? 'state_conflict' : 'enrolment_expired');
}

/** Account -> the step of its code; null unless every code is right. All are computed whatever they are. */
function matchCodes({ policy }: Deps, activation: CountedActivation, codes: Codes): ReadonlyMap<string, number> | null {
  const { enrolment, keys, now } = activation;
  const window = { accepted: policy.stepWindow, recognized: policy.stepWindow };
  const steps = new Map<string, number>();
  for (const { account, code } of codes) {
    const seed = Buffer.from(keys.seeds[account] ?? '', 'base64');
    const match = matchTotp(code, seed, enrolment.totp, now, window);
    if (match.kind === 'current') steps.set(account, match.step);
  }
  return steps.size === codes.length ? steps : null;
}

function refuseCodes({ enrolment: { attemptsAllowed, attemptsUsed } }: CountedActivation): Outcome<never> {
  return refuse('activation_invalid', { attemptsLeft: attemptsAllowed - attemptsUsed });
}

async function putInForce(
  deps: Deps,
  session: Session,
  { steps, ...activation }: CountedActivation & { readonly steps: ReadonlyMap<string, number> },
  remember: Remember,
): Promise<Outcome<Device>> {
  const { id, accounts, device, customer } = activation.enrolment;
  const confirmationKey = deps.seal.seal(activation.keys.confirmationKey, confirmationKeyRow(device));
  const done = await deps.store.transaction(async (records) => {
    if (!(await records.authenticators.lockAccounts(accounts, customer))) return refuse('state_conflict');
    const now = await records.now();
    if (!(await records.enrolments.activate(id))) return refuseClosed(records, session, id, now);
    if (!(await isOpenedByPassword(deps, records, activation.enrolment, now))) return refuse('device_locked');
    const known = await records.devices.activate(device, confirmationKey, now);
    if (known === null) return refuse('device_disabled');
    await endWhatIsOpen(records, { accounts, session, givesKbOtpUp: true, registers: true }, now);
    const moved = await replaceKbOtps(records, newKbOtps(deps, activation, known.name, steps), now);
    await records.devices.hold(device, accounts);
    await noteEnrolled(records, activation.enrolment, moved, now);
    const kindOf = (account: string) => (moved.has(account) ? 'moved' : 'activated');
    const notices = await writeNotices(records, customer, noticesFor(accounts, device, kindOf, now));
    const answer = await describeDevice(records, known, now);
    return (await remember(records, answer)) ? accept({ answer, notices }) : refuse('request_in_progress');
  });
  if (!done.ok) return done;
  sendNotices(deps, done.value.notices);
  return accept(done.value.answer);
}

/**
 * An activation gives the device a new confirmation key. So where there is a key already, the right password must have
 * been shown not long before the enrolment began.
 */
async function isOpenedByPassword(
  { policy }: Deps,
  { devices }: Records,
  { device: id, customer, expiresAt }: EnrolmentRecord,
  now: number,
): Promise<boolean> {
  const device = await devices.find(id, customer, now);
  if (device === null || device.sealedConfirmationKey === null) return true;
  const begun = expiresAt - policy.enrolmentLifetime;
  return devices.unlockedSince(id, begun - policy.unlockLifetime, 'confirmed');
}

/** @returns account -> the other device that had it until now */
async function replaceKbOtps(
  { authenticators }: Records,
  kbOtps: readonly NewKbOtp[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const moved = new Map<string, string>();
  for (const kbOtp of kbOtps) {
    const former = await authenticators.replaceKbOtp(kbOtp, now);
    if (former !== null && former !== kbOtp.device) moved.set(kbOtp.account, former);
  }
  return moved;
}

async function noteEnrolled(
  records: Records,
  { accounts, device, customer, proof, furtherProofs }: EnrolmentRecord,
  moved: ReadonlyMap<string, string>,
  at: number,
): Promise<void> {
  const common = (account: string) => {
    const own = furtherProofs[account] ?? proof;
    return { account, customer, at, channel: own?.channel ?? null, proof: own };
  };
  await records.accounts.noteMethodChange(accounts, at);
  await records.methodChanges.add([
    ...accounts.map((account) => ({ ...common(account), act: 'enrolled' as const, device })),
    ...[...moved].map(([account, former]) => ({ ...common(account), act: 'superseded' as const, device: former })),
  ]);
}

function newKbOtps(
  deps: Deps,
  { enrolment, keys }: CountedActivation,
  deviceName: string,
  steps: ReadonlyMap<string, number>,
): NewKbOtp[] {
  const { device, totp } = enrolment;
  return [...steps].map(([account, step]) => {
    const id = randomId();
    const secret = JSON.stringify({ seed: keys.seeds[account] });
    return {
      id,
      account,
      device,
      deviceName,
      codeFormat: { length: totp.digits, alphabet: 'digits' },
      totp,
      sealedSecret: deps.seal.seal(secret, secretRow(id)),
      step,
    };
  });
}
