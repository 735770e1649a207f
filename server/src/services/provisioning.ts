/** Puts accounts in for the host's back end, and brings them up to what it says. */

import { Secret } from 'otpauth';
import { timestamp } from '../domain/challenge.js';
import { maskEmail, maskPhone } from '../domain/masks.js';
import type { MethodChangeRecord } from '../domain/method-change.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { AccountOverview, ProvisionedAccount, ProvisioningReport } from '../../generated/contract.js';
import type { ClosedAccount, NewAccount, StandingAccount } from '../store/provisioning-storage.js';
import type { Records } from '../store/store.js';
import { randomId, type Deps, type Remember } from './deps.js';
import { hashPassword, secretRow, targetRow, type AuthenticatorSecret } from './secrets.js';

type Result = ProvisioningReport['results'][number];
type ProvisionedMethod = ProvisionedAccount['methods'][number];
type NewMethod = NewAccount['methods'][number];

/** One account of a call, in its place; a text says why it can't be one. */
export interface Entry {
  readonly name: string;
  readonly account: ProvisionedAccount | string;
}

export interface ProvisioningOrder {
  readonly entries: readonly Entry[];
  readonly dryRun: boolean;
  /** Whose key it was. */
  readonly actor: string;
}

export async function provision(
  deps: Deps,
  order: ProvisioningOrder,
  remember: Remember,
): Promise<Outcome<ProvisioningReport>> {
  const checked = withoutRepeats(order.entries).map(check);
  const wanted = checked.flatMap((each) => ('reason' in each ? [] : [each]));
  // Most imports change next to nothing: what a password's hash costs is spent on what will be written, and not in
  // the transaction.
  const plans = await plansOf(deps, deps.store, wanted);
  const hashes = order.dryRun ? noHashes : await hashesOf(plans);
  return deps.store.transaction(async (records) => {
    const now = await records.now();
    const outcomes = order.dryRun ? resultsOf(plans) : await carryOut(deps, records, { plans, hashes, order, now });
    const results = checked.map((each) =>
      'reason' in each ? refusal(each) : (outcomes.get(each.account.account) ?? lost(each)),
    );
    const report: ProvisioningReport = { results, serverTime: timestamp(now) };
    return (await remember(records, report)) ? accept(report) : refuse('request_in_progress');
  });
}

export async function overviewOf(deps: Deps, account: string): Promise<Outcome<AccountOverview>> {
  const { store } = deps;
  const [sight, now] = [await store.provisioning.overview(account), await store.now()];
  if (sight === null) return closedOverview(deps, account, now);
  const methods = sight.account.authenticators.map(({ id, kind, state, suspended, target, source }) => ({
    id,
    kind,
    state,
    suspended,
    ...(target === null ? {} : { target }),
    ...(source === null ? {} : { source }),
  }));
  const {
    customer,
    account: { derivatives },
  } = sight;
  return accept({ account, customer, derivatives, methods, serverTime: timestamp(now) });
}

async function closedOverview({ store }: Deps, account: string, now: number): Promise<Outcome<AccountOverview>> {
  const closed = (await store.provisioning.closed([account])).get(account);
  if (closed === undefined) return refuse('not_found');
  const { customer, closedAt } = closed;
  const nothing = { derivatives: 'none', methods: [] } as const;
  return accept({ account, customer, ...nothing, closedAt: timestamp(closedAt), serverTime: timestamp(now) });
}

interface Refused {
  readonly name: string;
  readonly reason: string;
}

interface Wanted {
  readonly account: ProvisionedAccount;
  /** What the fingerprint is of. */
  readonly text: string;
}

const refusal = ({ name, reason }: Refused): Result => ({ account: name, outcome: 'refused', reason });

const lost = ({ account: { account } }: Wanted): Result => ({
  account,
  outcome: 'refused',
  reason: 'Another call put it in at the same time: ask again.',
});

function withoutRepeats(entries: readonly Entry[]): readonly Entry[] {
  const seen = new Set<string>();
  return entries.map((entry) => {
    const isRepeat = entry.name !== '' && seen.has(entry.name);
    seen.add(entry.name);
    return isRepeat ? { ...entry, account: 'It is named twice in one call.' } : entry;
  });
}

function check({ name, account }: Entry): Wanted | Refused {
  if (typeof account === 'string') return { name, reason: account };
  const kinds = account.methods.map(({ kind }) => kind);
  if (new Set(kinds).size < kinds.length) return { name, reason: 'It has a kind of method twice.' };
  const { customer, keep } = account;
  if (customer === undefined && keep === undefined)
    return { name, reason: `It must have required property 'customer'.` };
  return { account, text: JSON.stringify(account) };
}

/** What is to become of an account that can be. */
interface Plan {
  readonly wanted: Wanted;
  /** Empty where it is refused because nobody knows. */
  readonly customer: string;
  readonly result: Result;
  readonly before: StandingAccount | undefined;
  /** It was closed, and is to be put in again. */
  readonly reopens: boolean;
}

async function plansOf(
  deps: Deps,
  { provisioning }: Pick<Records, 'provisioning'>,
  wanted: readonly Wanted[],
): Promise<readonly Plan[]> {
  const ids = wanted.map(({ account: { account } }) => account);
  const standing = await provisioning.standing(ids);
  const closed = await provisioning.closed(ids.filter((id) => !standing.has(id)));
  return wanted.map((each) => {
    const { account } = each.account;
    return planOf(deps, each, { before: standing.get(account), closed: closed.get(account) });
  });
}

interface Known {
  readonly before: StandingAccount | undefined;
  readonly closed: ClosedAccount | undefined;
}

const otherCustomer = 'It belongs to another customer.';
const unknown = 'There is no such account: name its customer to put it in.';

function planOf(deps: Deps, wanted: Wanted, { before, closed }: Known): Plan {
  const { account, reopen = false } = wanted.account;
  const known = (before ?? closed)?.customer;
  const customer = wanted.account.customer ?? known ?? '';
  const plan = (outcome: Result['outcome'], reason?: string): Plan => ({
    wanted,
    customer,
    result: { account, outcome, ...(reason === undefined ? {} : { reason }) },
    before,
    reopens: closed !== undefined,
  });
  if (customer === '') return plan('refused', unknown);
  if ((known ?? customer) !== customer) return plan('refused', otherCustomer);
  if (closed !== undefined && !reopen) {
    return plan('refused', `It was closed at ${timestamp(closed.closedAt)}: "reopen": true puts it in again.`);
  }
  if (before === undefined) return plan('created');
  const isSame = before.fingerprint !== null && deps.provisioningMac.all(wanted.text).includes(before.fingerprint);
  return plan(isSame ? 'unchanged' : 'updated');
}

const resultsOf = (plans: readonly Plan[]): Map<string, Result> =>
  new Map(plans.map(({ result }) => [result.account, result]));

const written: ReadonlySet<Result['outcome'] | undefined> = new Set(['created', 'updated']);

/** By account. */
type Hashes = ReadonlyMap<string, AuthenticatorSecret>;

const noHashes: Hashes = new Map();

async function hashesOf(plans: readonly Plan[]): Promise<Hashes> {
  const passwords = plans.flatMap(({ wanted: { account }, result }) =>
    written.has(result.outcome)
      ? account.methods.flatMap((each) => (each.kind === 'password' ? [[account.account, each.password] as const] : []))
      : [],
  );
  return new Map(
    await Promise.all(passwords.map(async ([account, password]) => [account, await hashPassword(password)] as const)),
  );
}

interface Work {
  readonly plans: readonly Plan[];
  readonly hashes: Hashes;
  readonly order: ProvisioningOrder;
  readonly now: number;
}

async function carryOut(
  deps: Deps,
  records: Records,
  { plans: seen, hashes, order, now }: Work,
): Promise<ReadonlyMap<string, Result>> {
  const plans = await held(deps, records, seen);
  const of = (outcome: Result['outcome']) => plans.filter(({ result }) => result.outcome === outcome);
  const results = resultsOf(plans);
  await records.provisioning.reopen(of('created').flatMap((plan) => (plan.reopens ? [plan.result.account] : [])));
  const fresh = of('created').map((plan) => newAccount(deps, plan, hashes));
  const created = await records.provisioning.create(fresh, now);
  for (const { id } of fresh) if (!created.has(id)) results.delete(id);
  const changes = of('updated').flatMap((plan) =>
    plan.before === undefined ? [] : [{ account: newAccount(deps, plan, hashes), standing: plan.before }],
  );
  await records.provisioning.update(changes, now);
  const changed = plans.filter(({ result }) => written.has(results.get(result.account)?.outcome));
  await records.methodChanges.add(changed.map((plan) => trailOf(plan, order, now)));
  return results;
}

/** What is there already is looked at once more when nobody else can change it. */
async function held(deps: Deps, records: Records, plans: readonly Plan[]): Promise<readonly Plan[]> {
  const seen = await lookedAgain(deps, records, plans, ['created', 'updated']);
  const there = seen.filter(({ result }) => result.outcome === 'updated').map(({ result }) => result.account);
  // In one order everywhere, so that two that want several wait instead of blocking each other.
  for (const account of there.sort()) await records.accounts.hold(account);
  return lookedAgain(deps, records, seen, ['updated']);
}

async function lookedAgain(
  deps: Deps,
  records: Records,
  plans: readonly Plan[],
  outcomes: ReadonlyArray<Result['outcome']>,
): Promise<readonly Plan[]> {
  const isMeant = ({ result }: Plan) => outcomes.includes(result.outcome);
  const again = [
    ...(await plansOf(
      deps,
      records,
      plans.filter(isMeant).map(({ wanted }) => wanted),
    )),
  ];
  return plans.map((plan) => (isMeant(plan) ? (again.shift() ?? plan) : plan));
}

function newAccount(deps: Deps, { wanted: { account, text }, customer, before }: Plan, hashes: Hashes): NewAccount {
  const isRegistered = before?.methods.some((method) => method.isRegistered) === true;
  // The customer's own registration has taken the place of what another app held.
  const methods = account.methods.filter(({ kind }) => !(kind === 'kb-otp' && isRegistered));
  return {
    id: account.account,
    customer,
    derivatives: derivativesOf(account, before),
    fingerprint: deps.provisioningMac.make(text),
    keeps: account.keep ?? [],
    methods: methods.map((method) => {
      const id = before?.methods.find(({ kind }) => kind === method.kind)?.id ?? randomId();
      return newMethod(deps, id, method, hashes.get(account.account) ?? null);
    }),
  };
}

/** Whether the customer has synchronized it is not the host's to say. */
function derivativesOf(
  { derivatives, keep }: ProvisionedAccount,
  before: StandingAccount | undefined,
): NewAccount['derivatives'] {
  if (derivatives === undefined && keep !== undefined && before !== undefined) return before.derivatives;
  if (derivatives !== true) return 'none';
  return before === undefined || before.derivatives === 'none' ? 'independent' : before.derivatives;
}

const digits = (length: number) => ({ length, alphabet: 'digits' }) as const;

/** Digits of a code that is sent, and of what is asked from a card. */
const usualDigits = 6;
const longestPassword = 64;

function newMethod({ seal }: Deps, id: string, method: ProvisionedMethod, hash: AuthenticatorSecret | null): NewMethod {
  const sealedSecret = (secret: AuthenticatorSecret | null) =>
    secret === null ? null : seal.seal(JSON.stringify(secret), secretRow(id));
  const plain = {
    id,
    kind: method.kind,
    target: null,
    source: null,
    totp: null,
    sealedTarget: null,
    sealedSecret: null,
  };
  switch (method.kind) {
    case 'sms':
    case 'voice': {
      const { phone } = method;
      return {
        ...plain,
        target: maskPhone(phone),
        codeFormat: digits(usualDigits),
        sealedTarget: seal.seal(phone, targetRow(id)),
      };
    }
    case 'email': {
      const { email } = method;
      return {
        ...plain,
        target: maskEmail(email),
        codeFormat: digits(usualDigits),
        sealedTarget: seal.seal(email, targetRow(id)),
      };
    }
    case 'matrix':
      return { ...plain, codeFormat: digits(usualDigits), sealedSecret: sealedSecret({ cells: method.cells }) };
    case 'password':
      return { ...plain, codeFormat: { length: longestPassword, alphabet: 'any' }, sealedSecret: sealedSecret(hash) };
    case 'token':
    case 'kb-otp': {
      const { name: source, secret, algorithm = 'SHA-1', digits: length = usualDigits, period = 30 } = method;
      const seed = Buffer.from(Secret.fromBase32(secret).bytes).toString('base64');
      const totp = { algorithm: algorithm === 'SHA-1' ? 'SHA1' : 'SHA256', digits: length, period } as const;
      return { ...plain, source, totp, codeFormat: digits(length), sealedSecret: sealedSecret({ seed }) };
    }
  }
}

function trailOf({ wanted, customer, reopens }: Plan, { actor }: ProvisioningOrder, at: number): MethodChangeRecord {
  const { account } = wanted.account;
  const reason = reopens ? 'reopened after its closing' : 'provisioning';
  return { act: 'provisioned', account, customer, at, device: null, channel: null, proof: null, actor, reason };
}
