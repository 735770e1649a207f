/** Everything that can happen to the verify flow. */
import type {Problem} from '../../../src/domain/problems.js';
import {initialVerifyState, verify} from '../../../src/flows/verify.js';
import type {VerifyEvent, VerifyState} from '../../../src/flows/verify-state.js';
import {problemCodes} from '../../support/problem-codes.js';
import {account, challenge, grant, methods, otherAccount, outcome, status} from '../../support/samples.js';
import {fact, frozen, oneMethod, request, twoAccounts, twoMethods} from '../verify-states.js';
import {walk, type Walk} from '../walk.js';

export const CODE = '481902';
export const INCOMPLETE = '48190';

export const starts: readonly VerifyEvent[] = [
  {type: 'start', request, configProblem: null},
  {type: 'start', request: twoAccounts, configProblem: null},
  {type: 'start', request: {...request, accounts: []}, configProblem: null},
];
export const obstructed: VerifyEvent = {type: 'start', request, configProblem: {code: 'unsupported_channel'}};

/** What the customer can do, right or wrong. */
export const wishes: readonly VerifyEvent[] = [
  ...[account, otherAccount, '999C999999'].map((chosen) => ({type: 'choose-account', account: chosen}) as const),
  ...[methods['kb-otp'], methods.sms, methods.matrix].map(({id}) => ({type: 'choose-method', method: id}) as const),
  ...[CODE, INCOMPLETE].map((code) => ({type: 'submit', code}) as const),
  ...(['show-methods', 'resend', 'retry', 'dismiss', 'open-cancel', 'cancelled', 'keep'] as const).map((type) => ({
    type,
  })),
];

export const ofAccounts = [account, otherAccount];
export const challenges = ofAccounts.flatMap((of) => [
  challenge.kbOtp({account: of, id: `challenge-kb-otp-${of}`}),
  challenge.sms({account: of, id: `challenge-sms-${of}`}),
]);
export const grants = [
  ...ofAccounts.map((of) => grant({account: of})),
  grant({purpose: 'login'}),
  grant({channel: 'kb-able'}),
];
export const statuses = [
  oneMethod,
  twoMethods,
  status({account: otherAccount, methods: twoMethods.methods}),
  status({channel: 'kb-able'}),
  status({methods: []}),
  status({grants: [grant({scope: 'session'})]}),
];
export const outcomes = challenges.flatMap((of) => [
  ...(['pending', 'accepted', 'locked', 'expired'] as const).map((state) => outcome({state, challenge: of})),
  ...grants.map((earned) => outcome({state: 'accepted', challenge: of, grant: earned})),
]);
export const problems: readonly Problem[] = [
  ...problemCodes.map((code) => ({code})),
  {code: 'code_invalid', attemptsLeft: 1},
  {code: 'code_invalid', attemptsLeft: 0},
  {code: 'account_locked', retryAt: Date.UTC(2100, 0)},
];

/** What an endpoint can answer, in contract or out of it. */
export const facts: readonly VerifyEvent[] = frozen([
  ...[...statuses, ...problems].map((answer) => fact('loaded', answer)),
  ...statuses.flatMap((answer) =>
    [...challenges, challenge.kbOtp({purpose: 'login'})].map((beside) => ({
      ...fact('loaded', answer),
      challenge: beside,
    })),
  ),
  ...[...challenges, challenge.kbOtp({purpose: 'login'}), ...problems].map((answer) => fact('challenged', answer)),
  ...[...challenges, ...problems].map((answer) => fact('resent', answer)),
  ...[...grants, ...problems].map((answer) => fact('judged', answer)),
  ...[...outcomes, ...problems].map((answer) => fact('checked', answer)),
  ...[null, ...problems].map((answer) => fact('cancel-opened', answer)),
]);

const eventsFor = ({attempt}: VerifyState): readonly VerifyEvent[] => [
  ...starts,
  obstructed,
  {type: 'stop'},
  {type: 'expire'},
  ...wishes,
  ...facts.map((event) => ({...event, attempt}) as VerifyEvent),
];

const factTypes: ReadonlySet<string> = new Set(facts.map(({type}) => type));
const wishTypes: ReadonlySet<string> = new Set(wishes.map(({type}) => type));
export const isFact = ({type}: VerifyEvent) => factTypes.has(type);
export const isWish = ({type}: VerifyEvent) => wishTypes.has(type);
const label = (event: VerifyEvent) => [event === obstructed, isFact(event), isWish(event)].join();

type Take = (state: VerifyState, event: VerifyEvent) => VerifyState;

/** Every state that the flow can come to; `take` does an event, and may look at what comes of it. */
export const walked = (take: Take = (state, event) => verify(state, event)[0]): Walk<VerifyState, VerifyEvent> =>
  walk<VerifyState, VerifyEvent>({initial: initialVerifyState, eventsFor, take, label, most: 20_000});
