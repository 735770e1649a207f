/** Holds what the clients have seen against what is in the database. */

import type { Kysely } from 'kysely';
import type { Tables } from '../../src/store/tables.js';
import type { Asked, Ledger } from './ledger.js';

/** @returns a sentence for each thing that is lost or doubled */
export async function faultsOf(ledger: Ledger, db: Kysely<Tables>): Promise<string[]> {
  const challenges = await challengesOf(db);
  const guards = await guardsOf(db);
  const devices = await db.selectFrom('devices').select(['id', 'guesses']).execute();
  const byChallenge = new Map(challenges.map((challenge) => [challenge.id, challenge]));
  const byAccount = new Map(guards.map(({ account, recent }) => [account, Number(recent)]));
  const byDevice = new Map(devices.map(({ id, guesses }) => [id, guesses]));
  return [
    ...[...ledger.challenges].flatMap(([id, asked]) => faultsOfChallenge(id, asked, byChallenge.get(id))),
    ...faultsOfAcceptances(challenges, await grantsOf(db)),
    ...faultsOfCodes(ledger, challenges),
    ...[...countsByAccount(ledger)].flatMap(([account, counts]) =>
      faultsOfCount(`wrong codes for ${account}`, counts, byAccount.get(account)),
    ),
    ...[...ledger.devices].flatMap(([id, counts]) =>
      faultsOfCount(`guesses at the device ${id}`, counts, byDevice.get(id)),
    ),
  ];
}

interface KeptChallenge {
  readonly id: string;
  readonly account: string;
  readonly state: string;
  readonly used: number;
  /** The grant that there is. */
  readonly grant: string | null;
}

function challengesOf(db: Kysely<Tables>): Promise<KeptChallenge[]> {
  return db
    .selectFrom('challenges')
    .leftJoin('grants', 'grants.id', 'challenges.grant_id')
    .select(['challenges.id', 'challenges.account', 'challenges.state', 'attempts_used as used', 'grants.id as grant'])
    .execute();
}

/** Of all methods of an account together: a load uses one of them. */
function guardsOf(db: Kysely<Tables>) {
  return db
    .selectFrom('guards')
    .innerJoin('authenticators', 'authenticators.id', 'guards.authenticator_id')
    .groupBy('account')
    .select(({ fn }) => ['account', fn.sum<number>('recent').as('recent')] as const)
    .execute();
}

/** Grants of the verifications themselves. */
function grantsOf(db: Kysely<Tables>) {
  return db.selectFrom('grants').where('session_grant_id', 'is', null).select(['id', 'account']).execute();
}

function faultsOfChallenge(id: string, asked: Asked, kept: KeptChallenge | undefined): string[] {
  const { account, tokens, wrong, unsure } = asked;
  const name = `the challenge ${id} of ${account}`;
  if (kept === undefined) return [`Lost: ${name}.`];
  const isLost = tokens.size > 0 && (kept.state !== 'accepted' || kept.grant === null);
  return [
    ...(tokens.size > 1 ? [`Accepted twice: ${name}.`] : []),
    ...(isLost ? [`Lost: the acceptance of ${name}.`] : []),
    ...faultsOfCount(`answers to ${name}`, { wrong: wrong + Math.min(tokens.size, 1), unsure }, kept.used),
  ];
}

/** Each acceptance has a grant of its own, and each grant an acceptance. */
function faultsOfAcceptances(challenges: readonly KeptChallenge[], grants: ReadonlyArray<{ readonly id: string }>) {
  const accepted = challenges.filter(({ state }) => state === 'accepted').map(({ grant }) => grant);
  const granted = new Set(accepted);
  return [
    ...(granted.has(null) ? ['Lost: the grant of an acceptance.'] : []),
    ...(granted.size < accepted.length ? ['Doubled: one grant has several acceptances.'] : []),
    ...grants.filter(({ id }) => !granted.has(id)).map(({ id }) => `Doubled: the grant ${id} has no acceptance.`),
  ];
}

function faultsOfCodes({ codes }: Ledger, challenges: readonly KeptChallenge[]): string[] {
  const accepted = new Map<string, number>();
  for (const { account, state } of challenges) {
    if (state === 'accepted') accepted.set(account, (accepted.get(account) ?? 0) + 1);
  }
  return [...codes].flatMap(([account, { size }]) => {
    const times = accepted.get(account) ?? 0;
    return times > size ? [`Accepted twice: a code of ${account} (${times} acceptances of ${size} codes).`] : [];
  });
}

interface Counts {
  readonly wrong: number;
  readonly unsure: number;
}

function countsByAccount({ challenges }: Ledger): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const { account, wrong, unsure } of challenges.values()) {
    const known = counts.get(account) ?? { wrong: 0, unsure: 0 };
    counts.set(account, { wrong: known.wrong + wrong, unsure: known.unsure + unsure });
  }
  return counts;
}

/** What was heard of is counted; what nothing was heard of may be. */
function faultsOfCount(what: string, { wrong, unsure }: Counts, counted = 0): string[] {
  if (counted < wrong) return [`Lost: ${what} are ${wrong}, and ${counted} are counted.`];
  return counted > wrong + unsure
    ? [`Doubled: ${what} are ${wrong + unsure} at most, and ${counted} are counted.`]
    : [];
}
