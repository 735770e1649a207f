/** The endpoint that the playground's elements ask: the one place that knows which it is. */
import type {DeviceEndpoint, Endpoint, MethodKind, MethodsEndpoint} from '../../src/index.js';
import {accounts} from '../../src/testing/endpoint/accounts.js';
import {prepareAccount, type AccountSetting} from '../../src/testing/endpoint/account-endpoint.js';
import {challengeFor, outcome} from '../../src/testing/endpoint/challenges.js';
import {PASSWORD} from '../../src/testing/endpoint/kept-list.js';
import {problem} from '../../src/testing/endpoint/problems.js';
import {honestly} from '../../src/testing/endpoint/scripted-device-endpoint.js';
import {never, type Scene, type Script} from '../../src/testing/endpoint/scripted-endpoint.js';
import {linesOf} from '../../src/testing/endpoint/standing.js';
import {cashTransfer, order} from '../../src/testing/endpoint/transactions.js';

export {cashTransfer, order};
export const password = PASSWORD;
export const oneAccount = accounts.base;
export const twoAccounts = `${accounts.base} ${accounts.second}`;

export type AnyEndpoint = Endpoint & DeviceEndpoint & MethodsEndpoint;

interface Verdict {
  readonly says: string;
  readonly script?: Script;
  readonly statuses?: NonNullable<AccountSetting['statuses']>;
}

const failing =
  (...what: Parameters<typeof problem>) =>
  () =>
    problem(...what);

const thenRight = ({grant}: Scene) => grant;
const thenAccepted = ({challenge, grant}: Scene) => outcome({state: 'accepted', challenge, grant});

/** How the endpoint behaves, by the name of the choice. */
const verdicts: Readonly<Record<string, Verdict>> = {
  right: {says: 'Every code is right'},
  wrong: {
    says: 'The first code is wrong',
    script: {answerChallenge: [failing('code_invalid', {attemptsLeft: 4}), thenRight]},
  },
  used: {
    says: 'The first code was used before',
    script: {answerChallenge: [failing('code_replayed', {retryIn: 12}), thenRight]},
  },
  locked: {
    says: 'The code locks the method',
    script: {answerChallenge: failing('account_locked', {retryIn: 90})},
  },
  session: {says: 'The session is over', script: {answerChallenge: failing('session_expired')}},
  lost: {
    says: 'A right code, its answer lost',
    script: {answerChallenge: failing('timeout'), getChallenge: thenAccepted},
  },
  offline: {says: 'No network at first', statuses: [failing('unreachable'), honestly]},
  silent: {says: 'Nobody answers', statuses: [never]},
  broken: {says: 'The endpoint fails at first', statuses: [failing('internal_error'), honestly]},
};

export const verdictNames = Object.entries(verdicts).map(([name, {says}]) => [name, says] as const);

/** Where the account stands when the element comes. */
export interface Standing {
  /** The method in force; with `several` the others beside it. */
  readonly method: MethodKind;
  readonly several: boolean;
  readonly verdict: string;
  /** This browser holds a List of KB-OTP of these accounts. */
  readonly withList: boolean;
}

const previousOf = (method: MethodKind): readonly MethodKind[] => (method === 'kb-otp' ? ['sms'] : [method]);

const settingOf = (verdict: string): Omit<Verdict, 'says'> => {
  const {script, statuses} = verdicts[verdict] ?? {};
  return {...(script && {script}), ...(statuses && {statuses})};
};

/** An endpoint in the page, and this browser as the setting has it: what was there before is gone. */
export async function prepare({method, several, verdict, withList}: Standing): Promise<AnyEndpoint> {
  const others: readonly MethodKind[] = several ? (['sms', 'email', 'matrix'] as const) : [];
  const previous = [...new Set([...previousOf(method), ...others])];
  const setting = settingOf(verdict);
  return prepareAccount({
    standing: {onKbOtp: method === 'kb-otp', previous},
    ...setting,
    script: {createChallenge: ({request}) => challengeFor({...request, display: linesOf(request)}), ...setting.script},
    ...(withList && {
      list: {
        accounts: [
          [accounts.base, 'active'],
          [accounts.second, 'active'],
        ],
      },
    }),
  });
}
