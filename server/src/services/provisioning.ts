/** Puts accounts in for the host's back end, and brings them up to what it says. */

import { Secret } from 'otpauth';
import { timestamp } from '../domain/challenge.js';
import { maskEmail, maskPhone } from '../domain/masks.js';
import type { MethodChangeRecord } from '../domain/method-change.js';
import { accept, refuse, type Outcome } from '../domain/outcome.js';
import type { AccountOverview, ProvisionedAccount, ProvisioningReport } from '../../generated/contract.js';
import type { NewAccount, StandingAccount } from '../store/provisioning-storage.js';
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
  const prepared = await Promise.all(withoutRepeats(order.entries).map(prepare));
  return deps.store.transaction(async (records) => {
    const now = await records.now();
    const wanted = prepared.flatMap((each) => ('reason' in each ? [] : [each]));
    const outcomes = await settle(deps, records, { wanted, order, now });
    const results = prepared.map((each) =>
      'reason' in each ? refusal(each) : (outcomes.get(each.account.account) ?? lost(each)),
    );
    const report: ProvisioningReport = { results, serverTime: timestamp(now) };
    return (await remember(records, report)) ? accept(report) : refuse('request_in_progress');
  });
}

export async function overviewOf({ store }: Deps, account: string): Promise<Outcome<AccountOverview>> {
  const [sight, now] = [await store.provisioning.overview(account), await store.now()];
  if (sight === null) return refuse('not_found');
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

interface Refused {
  readonly name: string;
  readonly reason: string;
}

interface Prepared {
  readonly account: ProvisionedAccount;
  /** What the fingerprint is of. */
  readonly text: string;
  /** Of the password, hashed before the transaction: that takes long. */
  readonly hash: AuthenticatorSecret | null;
}

const refusal = ({ name, reason }: Refused): Result => ({ account: name, outcome: 'refused', reason });

const lost = ({ account: { account } }: Prepared): Result => ({
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

async function prepare({ name, account }: Entry): Promise<Prepared | Refused> {
  if (typeof account === 'string') return { name, reason: account };
  const kinds = account.methods.map(({ kind }) => kind);
  if (new Set(kinds).size < kinds.length) return { name, reason: 'It has a kind of method twice.' };
  const password = account.methods.find((method) => method.kind === 'password');
  const hash = password?.kind === 'password' ? await hashPassword(password.password) : null;
  return { account, text: JSON.stringify(account), hash };
}

interface Work {
  readonly wanted: readonly Prepared[];
  readonly order: ProvisioningOrder;
  readonly now: number;
}

async function settle(
  deps: Deps,
  records: Records,
  { wanted, order, now }: Work,
): Promise<ReadonlyMap<string, Result>> {
  const ids = wanted.map(({ account: { account } }) => account);
  if (ids.length === 0) return new Map();
  const standing = await records.provisioning.standing(ids, false);
  const seen = wanted.map((each) => planOf(deps, each, standing.get(each.account.account)));
  const plans = order.dryRun ? seen : await held(deps, records, seen);
  const results = new Map(plans.map(({ result }) => [result.account, result]));
  if (order.dryRun) return results;
  const fresh = plans.flatMap(({ result, make }) => (result.outcome === 'created' ? [make()] : []));
  const created = await records.provisioning.create(fresh, now);
  for (const { id } of fresh) if (!created.has(id)) results.delete(id);
  for (const { result, make, before } of plans) {
    if (result.outcome === 'updated' && before !== undefined) await records.provisioning.update(make(), before, now);
  }
  const changed = plans.filter(({ result }) =>
    ['created', 'updated'].includes(results.get(result.account)?.outcome ?? ''),
  );
  await records.methodChanges.add(changed.map(({ customer, result }) => trailOf(result.account, customer, order, now)));
  return results;
}

/** What is to be changed is looked at once more when nobody else can change it. Most imports change next to nothing. */
async function held(deps: Deps, records: Records, plans: readonly Plan[]): Promise<readonly Plan[]> {
  const ids = plans.flatMap(({ result: { outcome, account } }) => (outcome === 'updated' ? [account] : []));
  if (ids.length === 0) return plans;
  const standing = await records.provisioning.standing(ids, true);
  return plans.map((plan) => {
    const { account } = plan.result;
    return ids.includes(account) ? planOf(deps, plan.prepared, standing.get(account)) : plan;
  });
}

interface Plan {
  readonly prepared: Prepared;
  readonly result: Result;
  readonly customer: string;
  readonly before: StandingAccount | undefined;
  make(): NewAccount;
}

function planOf(deps: Deps, prepared: Prepared, before: StandingAccount | undefined): Plan {
  const { account, customer } = prepared.account;
  const plan = (outcome: Result['outcome'], reason?: string): Plan => ({
    prepared,
    result: { account, outcome, ...(reason === undefined ? {} : { reason }) },
    customer,
    before,
    make: () => newAccount(deps, prepared, before),
  });
  if (before === undefined) return plan('created');
  if (before.customer !== customer) return plan('refused', 'It belongs to another customer.');
  const isSame = before.fingerprint !== null && deps.provisioningMac.all(prepared.text).includes(before.fingerprint);
  return plan(isSame ? 'unchanged' : 'updated');
}

function newAccount(deps: Deps, { account, text, hash }: Prepared, before: StandingAccount | undefined): NewAccount {
  const isRegistered = before?.methods.some((method) => method.isRegistered) === true;
  // The customer's own registration has taken the place of what another app held.
  const methods = account.methods.filter(({ kind }) => !(kind === 'kb-otp' && isRegistered));
  return {
    id: account.account,
    customer: account.customer,
    derivatives: derivativesOf(account, before),
    fingerprint: deps.provisioningMac.make(text),
    methods: methods.map((method) => {
      const id = before?.methods.find(({ kind }) => kind === method.kind)?.id ?? randomId();
      return newMethod(deps, id, method, hash);
    }),
  };
}

/** Whether the customer has synchronized it is not the host's to say. */
function derivativesOf(
  { derivatives = false }: ProvisionedAccount,
  before: StandingAccount | undefined,
): NewAccount['derivatives'] {
  if (!derivatives) return 'none';
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

function trailOf(account: string, customer: string, { actor }: ProvisioningOrder, at: number): MethodChangeRecord {
  const reason = 'provisioning';
  return { act: 'provisioned', account, customer, at, device: null, channel: null, proof: null, actor, reason };
}
