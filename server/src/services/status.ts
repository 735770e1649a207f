/** How an account proves itself on a channel now. */

import { authenticatorsFor, kbOtpOf, kbOtpState, previousMethods, toMethod, type Account } from '../domain/account.js';
import { timestamp } from '../domain/challenge.js';
import { findChannel, toldRules, type Channel } from '../domain/channels.js';
import { sessionCovers } from '../domain/grant.js';
import { maskAccount } from '../domain/masks.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Policy } from '../domain/policy.js';
import { reducedLimitOf } from '../domain/reduced-limit.js';
import type { AuthenticationStatus, Grant, Purpose } from '../../generated/contract.js';
import type { Records } from '../store/store.js';
import { findAccount } from './accounts.js';
import { reissueGrant } from './grants.js';
import { standingFor } from './session-grants.js';
import type { Deps, Session } from './deps.js';

export interface StatusQuery {
  readonly account: string;
  readonly channel: string;
  readonly purpose: Purpose;
}

export async function authenticationStatus(
  deps: Deps,
  session: Session,
  query: StatusQuery,
): Promise<Outcome<AuthenticationStatus>> {
  const channel = findChannel(deps.policy.channels, query.channel);
  if (channel === undefined) return refuse('invalid_request', { detail: 'The channel is not known.' });
  const { account, now } = await findAccount(deps, deps.store, session, query.account);
  if (account.authenticators.length === 0) return refuse('not_enrolled');
  return accept(await describeStatus(deps, deps.store, session, { account, channel, purpose: query.purpose, now }));
}

export interface StatusSubject {
  readonly account: Account;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly now: number;
}

export async function describeStatus(
  deps: Deps,
  records: Records,
  session: Session,
  subject: StatusSubject,
): Promise<AuthenticationStatus> {
  const { account, channel, purpose, now } = subject;
  const usable = authenticatorsFor(account, channel, purpose).filter(({ suspended }) => !suspended);
  const [previous] = previousMethods(account);
  return {
    account: account.id,
    accountLabel: maskAccount(account.id),
    channel: channel.id,
    ...toldRules(channel),
    methods: usable.map(toMethod),
    previousMethod: previous === undefined ? null : toMethod(previous),
    kbOtp: { state: kbOtpState(account), device: deviceOf(account) },
    derivatives: presentDerivatives(account),
    policy: presentPolicy(deps.policy, account, now),
    grants: await coveringGrants(deps, records, session, subject),
    ...(await standingFor(deps, records, session, subject)),
    serverTime: timestamp(now),
  };
}

function presentDerivatives({ derivatives }: Account): AuthenticationStatus['derivatives'] {
  if (derivatives === 'none') return null;
  return { synchronized: derivatives === 'synchronized', ...(derivatives === 'lapsed' ? { lapsed: true } : {}) };
}

function deviceOf(account: Account): AuthenticationStatus['kbOtp']['device'] {
  const kbOtp = kbOtpOf(account);
  if (kbOtp === null || kbOtp.deviceId === null) return null;
  return { id: kbOtp.deviceId, name: kbOtp.source ?? 'KB-OTP' };
}

function presentPolicy(policy: Policy, account: Account, now: number): AuthenticationStatus['policy'] {
  const { codeDigits, codePeriodSeconds, passwordDigits, hotline } = policy;
  const limit = reducedLimitOf(account, policy, now);
  return {
    codeDigits,
    codePeriod: codePeriodSeconds,
    passwordDigits,
    ...(hotline === null ? {} : { hotline }),
    ...(limit === null ? {} : { reducedLimit: { amount: limit.amount, until: timestamp(limit.until) } }),
  };
}

async function coveringGrants(
  deps: Deps,
  records: Records,
  session: Session,
  { account, purpose, now }: StatusSubject,
): Promise<Grant[]> {
  const grants = await records.grants.ofSession(session.id, account.id, now);
  return grants
    .filter((grant) => sessionCovers(grant, purpose))
    .flatMap((grant) => reissueGrant(deps, grant, now) ?? []);
}
