/**
 * What a proof (challenge and answer, by KB-OTP) and a status took when they were first measured: these statements, one
 * round trip each. The bench runs them raw, as the measure of what the endpoint takes now; so they stay as they are,
 * and run on the schema of that time.
 */

import { randomBytes, randomUUID } from 'node:crypto';

/** The last migration of that time. */
export const formerSchema = '0006_endings';

export interface Statement {
  /** As PostgreSQL writes it; `now` means the clock, which the two databases ask for in ways of their own. */
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What went over one connection, before it was given back to the pool. */
export type Lease = readonly Statement[];

export interface FormerCustomer {
  readonly account: string;
  readonly customer: string;
  readonly session: string;
  readonly authenticators: readonly [kbOtp: string, matrix: string];
}

const [now, begin, commit] = ['now', 'begin', 'commit'].map((text): Statement => ({ text, values: [] })) as [
  Statement,
  Statement,
  Statement,
];
const statement = (text: string, ...values: unknown[]): Statement => ({ text, values });
const id = (): string => randomBytes(16).toString('base64url');
/** Of the length that the sealed texts and answers had. */
const filler = (length: number): string => 'x'.repeat(length);
const [answerLength, viewLength, tokenLength] = [1000, 600, 120];
const cleared = [0, null, 0, null] as const;
const [lifetime, sessionLifetime] = [180_000, 8 * 3600_000];

function claim({ session }: FormerCustomer, key: string, owner: string, time: number): Statement {
  const hash = id() + id();
  const fresh = [owner, hash, null, time];
  return statement(
    `insert into "requests" ("session", "key", "owner", "request_hash", "sealed_answer", "started_at")
     values ($1, $2, $3, $4, $5, $6) on conflict ("session", "key")
     do update set "owner" = $7, "request_hash" = $8, "sealed_answer" = $9, "started_at" = $10
     where ("requests"."started_at" <= $11 or ("requests"."sealed_answer" is null
       and "requests"."request_hash" in ($12, $13) and "requests"."started_at" <= $14)) returning "owner"`,
    ...[session, key, ...fresh, ...fresh],
    ...[time - 24 * 3600_000, hash, id(), time - 3000],
  );
}

function remember({ session }: FormerCustomer, key: string, owner: string): Statement {
  return statement(
    `update "requests" set "sealed_answer" = $1 where "session" = $2 and "key" = $3 and "owner" = $4 returning "owner"`,
    ...[filler(answerLength), session, key, owner],
  );
}

function account({ account: number, customer }: FormerCustomer): Statement {
  return statement(
    `select "authenticators".*, "accounts"."derivatives", "accounts"."method_changed_at" from "accounts"
     left join "authenticators" on "authenticators"."account" = "accounts"."id"
     where "accounts"."id" = $1 and "accounts"."customer" = $2 order by "authenticators"."position"`,
    ...[number, customer],
  );
}

function suspended({ authenticators }: FormerCustomer): Statement {
  return statement(
    `select "authenticator_id" from "guards" where "authenticator_id" in ($1, $2) and "suspended" = $3`,
    ...[...authenticators, 1],
  );
}

function openGuard({ authenticators: [kbOtp] }: FormerCustomer, time: number): Statement[] {
  return [
    statement(
      `insert into "guards" ("authenticator_id", "last_step", "last_sent_at", "cells_drawn", "opened_at",
       "failures", "locked_until", "suspended", "coordinates") values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict do nothing`,
      ...[kbOtp, -1, null, null, time, ...cleared],
    ),
    statement(`select * from "guards" where "authenticator_id" = $1`, kbOtp),
  ];
}

function addChallenge(of: FormerCustomer, challenge: string, time: number): Statement {
  const { session, account: number, authenticators } = of;
  return statement(
    `insert into "challenges" ("id", "session", "account", "channel", "purpose", "transaction_fingerprint",
     "authenticator_id", "kind", "view", "code_mac", "state", "attempts_used", "attempts_allowed", "created_at",
     "expires_at", "resend_at", "resends_left", "grant_id", "decoy")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    ...[challenge, session, number, 'kb-trade', 'login', '', authenticators[0], 'kb-otp', filler(viewLength), null],
    ...['pending', 0, 5, time, time + lifetime, null, null, null, 0],
  );
}

function countAttempt(of: FormerCustomer, challenge: string, time: number): Statement[] {
  return [
    statement(
      `update "challenges" set "attempts_used" = "attempts_used" + $1 where "id" = $2 and "state" = $3
       and "session" = $4 and "expires_at" > $5 and "attempts_used" < "attempts_allowed" returning *`,
      ...[1, challenge, 'pending', of.session, time],
    ),
    statement(
      `update "guards" set "failures" = "failures" + $1 where "authenticator_id" = $2 and "suspended" = $3
       and ("locked_until" is null or "locked_until" <= $4) returning "failures"`,
      ...[1, of.authenticators[0], 0, time],
    ),
  ];
}

function useUp({ account: number, authenticators: [kbOtp] }: FormerCustomer, step: number): Statement[] {
  return [
    statement(
      `update "guards" set "failures" = $1, "locked_until" = $2, "suspended" = $3, "coordinates" = $4, "last_step" = $5
       where "authenticator_id" = $6 and "last_step" < $7 and not exists
       (select "step" from "burned_steps" where "authenticator_id" = $8 and "step" = $9) returning "last_step"`,
      ...[...cleared, step, kbOtp, step, kbOtp, step],
    ),
    statement(
      `update "guards" set "failures" = $1, "locked_until" = $2, "suspended" = $3 where "authenticator_id" in
       (select "id" from "authenticators" where "account" = $4 and "id" <> $5) and "suspended" = $6`,
      ...[0, null, 0, number, kbOtp, 1],
    ),
  ];
}

function addGrant({ session, account: number }: FormerCustomer, grant: string, time: number): Statement {
  return statement(
    `insert into "grants" ("id", "token_hash", "sealed_token", "session", "account", "channel", "purpose", "method",
     "device", "transaction_fingerprint", "scope", "excludes", "authenticated_at", "expires_at", "redeemed_at")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    ...[grant, id() + id(), filler(tokenLength), session, number, 'kb-trade', 'login', 'kb-otp', 'device', ''],
    ...['session', '["order","cash-transfer"]', time, time + sessionLifetime, null],
  );
}

/** @param step greater with every proof of the customer */
export function formerProof(of: FormerCustomer, step: number): Lease[] {
  const [time, challenge, grant] = [Date.now(), id(), id()];
  const [asked, answered] = [[randomUUID(), id()] as const, [randomUUID(), id()] as const];
  const accepted = statement(
    `update "challenges" set "state" = $1, "grant_id" = $2 where "id" = $3 and "state" = $4 returning "id"`,
    ...['accepted', grant, challenge, 'pending'],
  );
  const found = statement(`select * from "challenges" where "id" = $1 and "session" = $2`, challenge, of.session);
  const prepared = [account(of), suspended(of), ...openGuard(of, time), addChallenge(of, challenge, time)];
  return [
    [now],
    [claim(of, ...asked, time)],
    [begin, now, ...prepared, remember(of, ...asked), commit],
    [now],
    [claim(of, ...answered, time)],
    [found],
    [begin, now, account(of), suspended(of), ...countAttempt(of, challenge, time), commit],
    [begin, now, accepted, ...useUp(of, step), addGrant(of, grant, time), remember(of, ...answered), commit],
  ];
}

export function formerStatus(of: FormerCustomer): Lease[] {
  const grants = statement(
    `select * from "grants" where "session" = $1 and "account" = $2 and "scope" = $3 and "expires_at" > $4
     order by "expires_at" desc limit $5`,
    ...[of.session, of.account, 'session', Date.now(), 10],
  );
  return [[account(of)], [suspended(of)], [now], [grants]];
}
