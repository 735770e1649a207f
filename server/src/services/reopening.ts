/** Opens what wrong codes have shut, by the broker's staff: for whoever has no other method left to open it by. */

import { timestamp } from '../domain/challenge.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { Reopening, ReopeningRequest } from '../../generated/contract.js';
import type { HeldAccount, Records } from '../store/store.js';
import type { Deps, Remember } from './deps.js';
import { noticesFor, sendNotices, writeNotices } from './notices.js';

export interface ReopeningOrder extends ReopeningRequest {
  readonly account: string;
}

const twoAgents = 'A second agent has to approve it: POST /helpdesk/accounts/{account}/acts.';

export async function reopenAccount(
  deps: Deps,
  order: ReopeningOrder,
  remember: Remember,
): Promise<Outcome<Reopening>> {
  if (deps.policy.helpDesk.fourEyes.includes('unlock')) return refuse('step_up_required', { detail: twoAgents });
  const done = await deps.store.transaction(async (records) => {
    const holder = await records.accounts.hold(order.account);
    const now = await records.now();
    const account = holder === null ? null : await records.accounts.find(holder.id, holder.customer);
    const known = account?.authenticators.filter(({ id }) => id === (order.method ?? id)) ?? [];
    if (holder === null || known.length === 0) return refuse('not_found');
    const only = order.method === undefined ? {} : { only: order.method };
    const opened = await records.guards.reopen({ account: holder.id, ...only, waits: true }, now);
    const reopened = known.filter(({ id }) => opened.includes(id)).map(({ id, kind }) => ({ id, kind }));
    const notices = reopened.length === 0 ? [] : await note(records, holder, { order, reopened, now });
    const answer: Reopening = { account: holder.id, reopened, serverTime: timestamp(now) };
    return (await remember(records, answer)) ? accept({ answer, notices }) : refuse('request_in_progress');
  });
  if (!done.ok) return done;
  sendNotices(deps, done.value.notices);
  return accept(done.value.answer);
}

interface Reopened {
  readonly order: ReopeningOrder;
  readonly reopened: Reopening['reopened'];
  readonly now: number;
}

async function note(records: Records, { id, customer }: HeldAccount, { order, reopened, now }: Reopened) {
  const { actor, reason } = order;
  const common = { act: 'reopened', account: id, customer, at: now, device: null, channel: null, proof: null } as const;
  await records.methodChanges.add(reopened.map(({ kind }) => ({ ...common, method: kind, actor, reason })));
  return writeNotices(
    records,
    customer,
    noticesFor([id], null, () => 'reopened', now),
  );
}
