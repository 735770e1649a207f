/** The stories' fixtures at one fixed moment: answers of the contract, right in every field, to be taken apart. */
import type {
  AuthenticationStatus as Status,
  Challenge,
  ChallengeOutcome as Outcome,
  DeliveredChallenge,
  Grant,
} from '../../src/domain/contract.js';
import * as accountFixtures from '../../src/testing/endpoint/accounts.js';
import * as challengeFixtures from '../../src/testing/endpoint/challenges.js';

export {order} from '../../src/testing/endpoint/transactions.js';
export {methods} from '../../src/testing/endpoint/accounts.js';

type MatrixChallenge = Extract<Challenge, {kind: 'matrix'}>;
type CodeChallenge = Exclude<Challenge, DeliveredChallenge | MatrixChallenge>;

export const now = Date.UTC(2026, 2, 2, 2, 30);
export const account = accountFixtures.accounts.base;
export const otherAccount = accountFixtures.accounts.second;

export const status = (other: Partial<Status> = {}): Status => accountFixtures.status({now, ...other});
export const grant = (other: Partial<Grant> = {}): Grant => accountFixtures.grant({now, ...other});
export const outcome = (other: Partial<Outcome> = {}): Outcome => challengeFixtures.outcome({now, ...other});

/** What a builder of a challenge takes otherwise; of the method, the fixtures decide. */
type Other<Kind extends Challenge> = Partial<Omit<Kind, 'kind' | 'method'>>;

export const challenge = {
  kbOtp: (other: Other<CodeChallenge> = {}): CodeChallenge => challengeFixtures.challenge.kbOtp({now, ...other}),
  sms: (other: Other<DeliveredChallenge> = {}): DeliveredChallenge => challengeFixtures.challenge.sms({now, ...other}),
  matrix: (other: Other<MatrixChallenge> = {}): MatrixChallenge => challengeFixtures.challenge.matrix({now, ...other}),
};
