/** How an account proves itself on a channel now. */

import { authenticatorsFor, kbOtpOf, kbOtpState, previousMethods, toMethod, type Account } from '../domain/account.js';
import { timestamp } from '../domain/challenge.js';
import { findChannel } from '../domain/channels.js';
import { sessionCovers } from '../domain/grant.js';
import { maskAccount } from '../domain/masks.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Policy } from '../domain/policy.js';
import type { AuthenticationStatus, Grant, Purpose } from '../generated/contract.js';
import { findAccount } from './accounts.js';
import { reissueGrant } from './grants.js';
import type { Kit, Session } from './kit.js';

export interface StatusQuery {
  readonly account: string;
  readonly channel: string;
  readonly purpose: Purpose;
}

export async function authenticationStatus(
  kit: Kit,
  session: Session,
  query: StatusQuery,
): Promise<Outcome<AuthenticationStatus>> {
  const channel = findChannel(query.channel);
  if (channel === undefined) return refuse('invalid_request', { detail: 'The channel is not known.' });
  const now = await kit.store.now();
  const account = await findAccount(kit, kit.store, session, query.account);
  const methods = authenticatorsFor(account, channel, query.purpose).map(toMethod);
  if (methods.length === 0) return refuse('not_enrolled');
  const [previous] = previousMethods(account);
  return accept({
    account: account.id,
    accountLabel: maskAccount(account.id),
    channel: channel.id,
    methods,
    previousMethod: previous === undefined ? null : toMethod(previous),
    kbOtp: { state: kbOtpState(account), device: deviceOf(account) },
    derivatives: account.derivatives === 'none' ? null : { synchronized: account.derivatives === 'synchronized' },
    policy: presentPolicy(kit.policy),
    grants: await coveringGrants(kit, session, query, now),
    serverTime: timestamp(now),
  });
}

function deviceOf(account: Account): AuthenticationStatus['kbOtp']['device'] {
  const kbOtp = kbOtpOf(account);
  if (kbOtp === null || kbOtp.deviceId === null) return null;
  return { id: kbOtp.deviceId, name: kbOtp.source ?? 'KB-OTP' };
}

function presentPolicy(policy: Policy): AuthenticationStatus['policy'] {
  const { codeDigits, codePeriodSeconds, passwordDigits, hotline } = policy;
  return { codeDigits, codePeriod: codePeriodSeconds, passwordDigits, ...(hotline === null ? {} : { hotline }) };
}

async function coveringGrants(
  kit: Kit,
  session: Session,
  { account, purpose }: StatusQuery,
  now: number,
): Promise<Grant[]> {
  const grants = await kit.store.grants.ofSession(session.id, account, now);
  return grants
    .filter((grant) => sessionCovers(grant, purpose))
    .flatMap((grant) => reissueGrant(kit, grant, now) ?? []);
}
