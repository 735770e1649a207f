/**
 * What the broker's help desk does for a customer: each act with its reason and its agent, in one transaction with the
 * trail and with what the customer is told. Where policy asks for four eyes it waits for a second agent; what ends the
 * waiting is one conditional update, so that it has one outcome.
 */

import { authenticatorsFor, kbOtpState, type Account } from '../domain/account.js';
import { timestamp } from '../domain/challenge.js';
import { usualChannels } from '../domain/channels.js';
import type { NoticeKind } from '../domain/device.js';
import {
  orderFault,
  presentAct,
  trailAct,
  trailReason,
  type Agent,
  type HelpDeskActRecord,
} from '../domain/help-desk.js';
import { presentMethodChange, type MethodChangeRecord } from '../domain/method-change.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type {
  HelpDeskAccount,
  HelpDeskActKind,
  HelpDeskActs,
  HelpDeskAnswer,
  HelpDeskOrder,
} from '../../generated/contract.js';
import type { Decision, DeskSight } from '../store/help-desk-storage.js';
import type { Records } from '../store/store.js';
import { randomId, type Deps, type Remember, type Session } from './deps.js';
import { emptyDevice } from './devices.js';
import { endWhatIsOpen } from './endings.js';
import { noticesFor, sendNotices, writeNotices, type OutgoingNotice } from './notices.js';

const mostWaiting = 100;
const mostChanges = 20;

export async function accountForDesk({ store }: Deps, id: string): Promise<Outcome<HelpDeskAccount>> {
  const now = await store.now();
  const sight = await store.helpDesk.sight(id, now);
  if (sight === null) return refuse('not_found');
  const [acts, changes] = [
    await store.helpDesk.waiting(now, mostWaiting, id),
    await store.methodChanges.latest(id, mostChanges),
  ];
  return accept({
    account: id,
    customer: sight.customer,
    suspended: sight.isSuspended,
    kbOtp: kbOtpState(sight.account),
    methods: methodsOf(sight),
    devices: sight.devices.map(({ id: device, name, state, isDestroyed, wrongPasswords }) => ({
      device,
      name,
      state: isDestroyed ? 'disabled' : state,
      wrongPasswords,
    })),
    challenges: sight.challenges,
    grants: sight.grants,
    acts: acts.map(presentAct),
    changes: changes.map(presentMethodChange),
    serverTime: timestamp(now),
  });
}

function methodsOf({ account, guards }: DeskSight): HelpDeskAccount['methods'] {
  const inForce = methodInForce(account);
  return account.authenticators.map(({ id, kind, state, target, source }) => ({
    id,
    kind,
    state,
    inForce: id === inForce,
    wrongCodes: guards.get(id)?.wrongCodes ?? 0,
    locks: (guards.get(id)?.locks ?? []).map(({ kind: lock, of, until }) => ({
      kind: lock,
      of,
      ...(until === null ? {} : { until: timestamp(until) }),
    })),
    ...(target === null ? {} : { target }),
    ...(source === null ? {} : { source }),
  }));
}

/** Of the base account; wrong codes change nothing of it. */
function methodInForce(account: Account): string | undefined {
  const channel = usualChannels.find((each) => each.account === 'base');
  const open = account.authenticators.map((each) => ({ ...each, suspended: false }));
  return channel && authenticatorsFor({ ...account, authenticators: open }, channel, 'order')[0]?.id;
}

export async function waitingActs({ store }: Deps): Promise<HelpDeskActs> {
  const now = await store.now();
  const acts = await store.helpDesk.waiting(now, mostWaiting);
  return { acts: acts.map(presentAct), serverTime: timestamp(now) };
}

export async function orderAct(
  deps: Deps,
  account: string,
  { by, ...order }: HelpDeskOrder & { readonly by: Agent },
  remember: Remember,
): Promise<Outcome<HelpDeskAnswer>> {
  const fault = orderFault(order);
  if (fault !== null) return refuse('invalid_request', { detail: fault });
  const { fourEyes, decisionTime } = deps.policy.helpDesk;
  const waits = fourEyes.includes(order.act);
  return carryOut(deps, remember, async (records, now) => {
    const { act, reason, note = null, method = null, device = null } = order;
    const asked: HelpDeskActRecord = {
      ...{ id: randomId(), act, account, reason, note, method, device, by },
      state: waits ? 'waiting' : 'done',
      changed: false,
      at: now,
      waitsUntil: waits ? now + decisionTime : null,
      decidedBy: null,
    };
    const done = waits ? await find(records, asked) : await perform(records, asked, now);
    if (!done.ok) return done;
    await records.helpDesk.add(done.value.act);
    return done;
  });
}

export function decideAct(
  deps: Deps,
  decision: Omit<Decision, 'otherCredential'>,
  remember: Remember,
): Promise<Outcome<HelpDeskAnswer>> {
  const { otherCredential } = deps.policy.helpDesk;
  return carryOut(deps, remember, async (records, now) => {
    const act = await records.helpDesk.decide({ ...decision, otherCredential }, now);
    if (act === null) return refuseDecision(deps, records, decision);
    if (decision.state === 'refused') return accept({ act, notices: [] });
    const done = await perform(records, act, now);
    if (done.ok) await records.helpDesk.noteChange(act.id, done.value.act.changed);
    return done;
  });
}

interface Done {
  readonly act: HelpDeskActRecord;
  readonly notices: readonly OutgoingNotice[];
}

async function carryOut(
  deps: Deps,
  remember: Remember,
  work: (records: Records, now: number) => Promise<Outcome<Done>>,
): Promise<Outcome<HelpDeskAnswer>> {
  const done = await deps.store.transaction(async (records) => {
    const now = await records.now();
    const worked = await work(records, now);
    if (!worked.ok) return worked;
    const answer: HelpDeskAnswer = { act: presentAct(worked.value.act), serverTime: timestamp(now) };
    const kept = await remember(records, answer);
    return kept ? accept({ answer, notices: worked.value.notices }) : refuse('request_in_progress');
  });
  if (!done.ok) return done;
  const { answer, notices } = done.value;
  sendNotices(deps, notices);
  deps.counts.helpDesk(answer.act.act, answer.act.state);
  return accept(answer);
}

async function refuseDecision(
  { policy }: Deps,
  { helpDesk }: Records,
  { id, by }: Pick<Decision, 'id' | 'by'>,
): Promise<Outcome<never>> {
  const act = await helpDesk.find(id);
  if (act === null) return refuse('not_found');
  if (act.by.name === by.name) return refuse('step_up_required', { detail: 'It takes another agent than who asked.' });
  const isSameKey = policy.helpDesk.otherCredential && act.by.credential === by.credential;
  if (isSameKey) return refuse('step_up_required', { detail: 'It takes another service key than the one that asked.' });
  const detail = act.state === 'waiting' ? 'Its time is over.' : `It is ${act.state} already.`;
  return refuse('state_conflict', { detail });
}

/** What it is about has to be there when it is asked for, so that nobody waits for nothing. */
async function find(records: Records, act: HelpDeskActRecord): Promise<Outcome<Done>> {
  const customer = await records.helpDesk.customerOf(act.account);
  const isThere = customer !== null && (await isAbout(records, customer, act));
  return isThere ? accept({ act, notices: [] }) : refuse('not_found');
}

async function isAbout(records: Records, customer: string, { account, method, device }: HelpDeskActRecord) {
  if (method !== null) {
    const known = await records.accounts.find(account, customer);
    return known?.authenticators.some(({ id }) => id === method) === true;
  }
  if (device === null) return true;
  const now = await records.now();
  const found = await records.devices.find(device, customer, now);
  if (found === null) return false;
  return (await records.devices.accounts(device, now)).some(({ id }) => id === account);
}

/** Of a transaction; what is told goes out after it. */
async function perform(records: Records, act: HelpDeskActRecord, now: number): Promise<Outcome<Done>> {
  const customer = await records.helpDesk.customerOf(act.account);
  if (customer === null || !(await isAbout(records, customer, act))) return refuse('not_found');
  const session: Session = { id: '', customer, expiresAt: now, from: '', device: null };
  const notices = await performers[act.act]({ records, act, session, now });
  return accept({ act: { ...act, changed: notices !== null }, notices: notices ?? [] });
}

interface Performance {
  readonly records: Records;
  readonly act: HelpDeskActRecord;
  /** Nobody's: every session ends alike. */
  readonly session: Session;
  readonly now: number;
}

/** @returns null where nothing was otherwise before, so that there is nothing to tell */
type Performer = (performance: Performance) => Promise<OutgoingNotice[] | null>;

const performers: Readonly<Record<HelpDeskActKind, Performer>> = {
  async unlock({ records, act, session, now }) {
    const { account, method } = act;
    await records.authenticators.lockAccounts([account], session.customer);
    const only = method === null ? {} : { only: method };
    const opened = await records.guards.reopen({ account, ...only, waits: true }, now);
    if (opened.length === 0) return null;
    const known = await records.accounts.find(account, session.customer);
    const kinds = known?.authenticators.filter(({ id }) => opened.includes(id)).map(({ kind }) => kind) ?? [];
    return note(
      { records, act, session, now },
      'reopened',
      kinds.map((kind) => ({ method: kind })),
    );
  },

  async suspend(performance) {
    const { records, act, session, now } = performance;
    await records.authenticators.lockAccounts([act.account], session.customer);
    if (!(await records.helpDesk.suspend(act.account, now))) return null;
    await endSessions(performance);
    return note(performance, 'account-suspended');
  },

  async resume(performance) {
    const { records, act, session, now } = performance;
    await records.authenticators.lockAccounts([act.account], session.customer);
    // One that was opened while the account was being suspended.
    await records.sessionGrants.endOfAccounts([act.account], now);
    return (await records.helpDesk.resume(act.account)) ? note(performance, 'account-resumed') : null;
  },

  async 'revoke-device'({ records, act, session, now }) {
    const device = await records.devices.find(act.device ?? '', session.customer, now);
    if (device === null || device.sealedOprfKey === null) return null;
    const accounts = (await records.devices.accounts(device.id, now)).map(({ id }) => id);
    return emptyDevice({ records, session, device, now }, accounts, { act: 'device-revoked', ...authorsOf(act) });
  },

  async 'end-sessions'(performance) {
    const { records, act, session } = performance;
    await records.authenticators.lockAccounts([act.account], session.customer);
    await endSessions(performance);
    return note(performance, 'sessions-ended');
  },
};

function endSessions({ records, act, session, now }: Performance): Promise<void> {
  return endWhatIsOpen(records, { accounts: [act.account], session, givesKbOtpUp: false }, now);
}

function authorsOf(act: HelpDeskActRecord): Pick<MethodChangeRecord, 'actor' | 'approver' | 'reason'> {
  const second = act.decidedBy === null ? {} : { approver: act.decidedBy.name };
  return { actor: act.by.name, ...second, reason: trailReason(act) };
}

async function note(
  { records, act, session: { customer }, now }: Performance,
  kind: NoticeKind,
  entries: ReadonlyArray<Pick<MethodChangeRecord, 'method'>> = [{}],
): Promise<OutgoingNotice[]> {
  const { account } = act;
  const common = { act: trailAct[act.act], account, customer, at: now, device: null, channel: null, proof: null };
  await records.methodChanges.add(entries.map((entry) => ({ ...common, ...entry, ...authorsOf(act) })));
  return writeNotices(
    records,
    customer,
    noticesFor([account], null, () => kind, now),
  );
}
