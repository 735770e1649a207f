/**
 * Tells all that is kept of one customer, and erases it where no account is open any more. The trail stays, as the law
 * asks, without what tells whose it is; the answer says what stays, and why.
 */

import { timestamp } from '../domain/challenge.js';
import { trailReason } from '../domain/help-desk.js';
import { presentMethodChange } from '../domain/method-change.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import { day } from '../domain/policy.js';
import { isPseudonym, pseudonym as newPseudonym, reasonsToKeep, type KeptRows } from '../domain/privacy.js';
import type { CustomerExport, Erasure, ErasureRequest } from '../../generated/contract.js';
import type { CustomerSight, ErasedRows } from '../store/privacy-storage.js';
import type { Records } from '../store/store.js';
import type { Deps, Remember } from './deps.js';

/** Of each kind of row. */
const most = 5000;
/** In one statement. */
const mostLinked = 500;

export async function exportCustomer({ store }: Deps, customer: string): Promise<Outcome<CustomerExport>> {
  const sight = customer === '' ? null : await store.privacy.sight(customer, most);
  if (sight === null) return refuse('not_found');
  const serverTime = timestamp(await store.now());
  return accept({ customer, ...present(sight), serverTime });
}

type Presented = Omit<CustomerExport, 'customer' | 'serverTime'>;

function present(sight: CustomerSight): Presented {
  return {
    accounts: accountsOf(sight),
    devices: devicesOf(sight),
    challenges: sight.challenges.map(({ account, channel, purpose, kind, state, created_at: at, act }) => ({
      ...{ account, channel, purpose, kind, state, at: timestamp(at) },
      ...(act === null ? {} : { transaction: JSON.parse(act) as Record<string, unknown> }),
    })),
    grants: sight.grants.map(
      ({ account, channel, purpose, method, authenticated_at: at, redeemed_at: redeemedAt }) => ({
        ...{ account, channel, purpose, method, authenticatedAt: timestamp(at) },
        ...timeOf('redeemedAt', redeemedAt),
      }),
    ),
    messages: sight.sends.map(({ account, sent_at: at, purpose }) => ({
      ...{ account: account ?? '', at: timestamp(at) },
      ...(purpose === null ? {} : { purpose }),
    })),
    notices: sight.notices.map(({ id, account, kind, at }) => ({
      ...{ account, kind, at: timestamp(at) },
      sends: sight.noticeSends.filter(({ notice }) => notice === id).map(({ channel, state }) => ({ channel, state })),
    })),
    changes: sight.changes.map((change) => ({ account: change.account, ...presentMethodChange(change) })),
    helpDeskActs: sight.helpDeskActs.map((act) => ({
      ...{ account: act.account, act: act.act, state: act.state, at: timestamp(act.at), reason: trailReason(act) },
    })),
  };
}

function accountsOf({ accounts, closed, methods }: CustomerSight): Presented['accounts'] {
  const open = accounts.map(({ id, derivatives, method_changed_at: changedAt, held_at: heldAt }) => ({
    ...{ account: id, derivatives },
    methods: methods
      .filter(({ account }) => account === id)
      .map(({ kind, state, target, source }) => ({
        ...{ kind, state },
        ...(target === null ? {} : { target }),
        ...(source === null ? {} : { source }),
      })),
    ...timeOf('methodChangedAt', changedAt),
    ...timeOf('suspendedAt', heldAt),
  }));
  const gone = closed.map(({ id, closed_at: closedAt }) => ({
    ...{ account: id, derivatives: 'none' as const, methods: [] },
    ...timeOf('closedAt', closedAt),
  }));
  return [...open, ...gone];
}

function devicesOf({ devices, deviceAccounts }: CustomerSight): Presented['devices'] {
  return devices.map(({ id, name, created_at: createdAt, ...times }) => ({
    ...{ device: id, name, createdAt: timestamp(createdAt) },
    ...timeOf('activatedAt', times.activated_at),
    ...timeOf('destroyedAt', times.destroyed_at),
    ...timeOf('pushSince', times.push_since),
    accounts: deviceAccounts.filter(({ device }) => device === id).map(({ account, state }) => ({ account, state })),
  }));
}

function timeOf<Name extends string>(name: Name, at: number | null): Readonly<Partial<Record<Name, string>>> {
  return (at === null ? {} : { [name]: timestamp(at) }) as Readonly<Partial<Record<Name, string>>>;
}

export interface ErasureOrder extends ErasureRequest {
  readonly customer: string;
}

export function eraseCustomer(deps: Deps, order: ErasureOrder, remember: Remember): Promise<Outcome<Erasure>> {
  const { customer, actor, reason } = order;
  const pseudonym = newPseudonym();
  return deps.store.transaction(async (records) => {
    const done = customer === '' || isPseudonym(customer) ? null : await records.privacy.erase(customer, pseudonym);
    if (done === null) return refuse('not_found');
    if (done.open > 0) return refuse('state_conflict', { detail: 'An account of theirs is open: close it first.' });
    const now = await records.now();
    const common = { account: pseudonym, customer: pseudonym, at: now, device: null, channel: null, proof: null };
    await records.methodChanges.add([{ act: 'erased', ...common, actor, reason }]);
    await linkAll(records);
    const answer: Erasure = { pseudonym, ...presentErased(deps, done), serverTime: timestamp(now) };
    return (await remember(records, answer)) ? accept(answer) : refuse('request_in_progress');
  });
}

/** What was taken out and the entry that says so come into the chain together. */
async function linkAll({ audit }: Records): Promise<void> {
  for (let linked = mostLinked; linked === mostLinked;) ({ linked } = await audit.link(mostLinked));
}

function presentErased({ retention }: Deps, { erased, kept }: ErasedRows): Pick<Erasure, 'erased' | 'kept'> {
  const until = ({ table, latest }: KeptRows): string => timestamp(latest + retention[table] * day);
  return {
    erased: Object.entries(erased).flatMap(([table, rows]) => (rows === 0 ? [] : [{ table, rows }])),
    kept: kept.map((each) => ({
      ...{ table: each.table, rows: each.rows },
      ...{ why: reasonsToKeep[each.table], until: until(each) },
    })),
  };
}
