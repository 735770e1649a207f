/** Gives grants, gives them again to the session that earned them, and takes them in from the host's back end. */

import type { Authenticator } from '../domain/account.js';
import { timestamp, type ChallengeRecord } from '../domain/challenge.js';
import { grantReach, presentGrant, sessionCovers, type GrantRecord } from '../domain/grant.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import { fitsPurpose, transactionFingerprint } from '../domain/transactions.js';
import type { Grant, Purpose, Redemption, RedemptionRequest } from '../../generated/contract.js';
import type { Records, Redemption as WantedGrant } from '../store/store.js';
import { countTransfer } from './limits.js';
import { isStillCovered } from './session-grants.js';
import { randomId, randomToken, refuseUnfit, tokenHash, type Deps, type Remember, type Session } from './deps.js';

const tokenRow = (grantId: string): string => `grants|${grantId}|sealed_token`;

/** What of a grant is not drawn by lot. */
export type NewGrant = Omit<GrantRecord, 'id' | 'tokenHash' | 'sealedToken' | 'redeemedAt'>;

export interface IssuedGrant {
  readonly record: GrantRecord;
  readonly grant: Grant;
}

export function mintGrant({ seal }: Pick<Deps, 'seal'>, grant: NewGrant, now: number): IssuedGrant {
  const [id, token] = [randomId(), randomToken()];
  const sealedToken = seal.seal(token, tokenRow(id));
  const record = { ...grant, id, tokenHash: tokenHash(token), sealedToken, redeemedAt: null };
  return { record, grant: presentGrant(record, token, now) };
}

/** A grant for the whole session ends with the session at the latest. */
export function issueGrant(
  deps: Deps,
  session: Session,
  { challenge, authenticator }: { readonly challenge: ChallengeRecord; readonly authenticator: Authenticator },
  now: number,
): IssuedGrant {
  const { scope, excludes, lifetime } = grantReach(challenge.purpose, deps.policy);
  const grant: NewGrant = {
    session: challenge.session,
    account: challenge.account,
    channel: challenge.channel,
    purpose: challenge.purpose,
    method: challenge.kind,
    device: authenticator.deviceId,
    transactionFingerprint: challenge.transactionFingerprint,
    scope,
    excludes,
    authenticatedAt: now,
    expiresAt: scope === 'session' ? Math.min(now + lifetime, session.expiresAt) : now + lifetime,
    sessionGrantId: null,
  };
  return mintGrant(deps, grant, now);
}

/** The grant once more, as long as it is still good for something. */
export function reissueGrant({ seal }: Deps, record: GrantRecord, now: number): Grant | null {
  if (record.expiresAt <= now || record.redeemedAt !== null) return null;
  return presentGrant(record, seal.open(record.sealedToken, tokenRow(record.id)), now);
}

export async function redeemGrant(
  { store, policy }: Deps,
  { grant: token, account, purpose, transaction }: RedemptionRequest,
  remember: Remember,
): Promise<Outcome<Redemption>> {
  if (!fitsPurpose(purpose, transaction)) return refuseUnfit(purpose);
  const fingerprint = transactionFingerprint(transaction);
  const wanted = { tokenHash: tokenHash(token), account, purpose, transactionFingerprint: fingerprint };
  return store.transaction(async (records) => {
    // Held first: what the account's methods are, and what of it has ended, holds until the answer is kept.
    const holder = await records.accounts.hold(account);
    const now = await records.now();
    const grant = await records.grants.findByToken(wanted.tokenHash);
    if (holder === null || holder.isSuspended || grant === null || grant.account !== account || grant.expiresAt <= now)
      return refuse('grant_required');
    if (!(await isStillCovered({ policy }, records, grant, now))) return refuse('grant_required');
    const covered = sessionCovers(grant, purpose) || (await records.grants.redeem(wanted, now));
    if (!covered) return refuse(isForAnotherTransaction(grant, wanted) ? 'transaction_mismatch' : 'grant_required');
    const counted = await countTransfer({ records, policy, account: holder, transaction, now }, grant.id);
    if (!counted.ok) return counted;
    const redemption = presentRedemption(grant, purpose, now);
    return (await remember(records, redemption)) ? accept(redemption) : refuse('request_in_progress');
  });
}

export interface GrantToSpend {
  readonly token: string;
  readonly purpose: Purpose;
  /** Accounts that the act is about; the grant is for one of them. Of any account of the customer when absent. */
  readonly accounts?: readonly string[];
}

/** Spends a grant that this session has earned, for an act of the endpoint itself. Null when there is none to spend. */
export async function spendGrant(
  records: Records,
  session: Session,
  wanted: GrantToSpend,
  now: number,
): Promise<GrantRecord | null> {
  const grant = await findHeldGrant(records, session, wanted, now);
  if (grant === null) return null;
  const { account, tokenHash: hash, purpose } = grant;
  const isSpent = await records.grants.redeem({ tokenHash: hash, account, purpose, transactionFingerprint: '' }, now);
  return isSpent ? grant : null;
}

/** What `spendGrant` would spend. */
export async function findHeldGrant(
  { grants }: Records,
  session: Session,
  { token, purpose, accounts }: GrantToSpend,
  now: number,
): Promise<GrantRecord | null> {
  const grant = await grants.findByToken(tokenHash(token));
  if (grant === null || grant.session !== session.id || !(accounts?.includes(grant.account) ?? true)) return null;
  return grant.purpose === purpose && grant.redeemedAt === null && grant.expiresAt > now ? grant : null;
}

/** Such a grant is not spent: the back end may still come with the right transaction. */
function isForAnotherTransaction(grant: GrantRecord, wanted: WantedGrant): boolean {
  const fits = grant.scope === 'once' && grant.purpose === wanted.purpose && grant.redeemedAt === null;
  return fits && grant.transactionFingerprint !== wanted.transactionFingerprint;
}

/** Tells the purpose of the act, which a grant for the session covers among others. */
function presentRedemption(grant: GrantRecord, purpose: Purpose, now: number): Redemption {
  return {
    account: grant.account,
    channel: grant.channel,
    purpose,
    method: grant.method,
    session: grant.session,
    device: grant.device,
    authenticatedAt: timestamp(grant.authenticatedAt),
    redeemedAt: timestamp(now),
    serverTime: timestamp(now),
  };
}
