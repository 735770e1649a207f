/** The verify flow from the host's request to the question for a challenge. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Problem} from '../../src/domain/problems.js';
import {initialVerifyState, verify} from '../../src/flows/verify.js';
import {account, grant, methods, order, otherAccount, status} from '../support/samples.js';
import {
  abort,
  at,
  attempt,
  clear,
  events,
  fact,
  isIgnored,
  leadsTo,
  next,
  oneMethod,
  request,
  steps,
  tell,
  twoAccounts,
  twoMethods,
} from './verify-rows.js';

const row = (...columns: Parameters<typeof leadsTo>) => void test(...leadsTo(...columns));
const ignored = (...columns: Parameters<typeof isIgnored>) => void test(...isIgnored(...columns));

const {sms, 'kb-otp': kbOtp} = methods;
const beginFor = (of: string) =>
  ({
    type: 'begin',
    attempt: next,
    request: {account: of, channel: 'kb-trade', purpose: 'order', transaction: order},
  }) as const;
const begin = beginFor(account);
const loading = {...at.loading, attempt: next};
const askFor = (method: string) =>
  ({
    type: 'challenge',
    attempt: next,
    request: {account, channel: 'kb-trade', purpose: 'order', method, transaction: order},
  }) as const;

describe('the host page starts', () => {
  test('before that, there is nothing to do', () => {
    assert.deepEqual(initialVerifyState, {
      step: 'idle',
      request: {accounts: [], channel: '', purpose: 'login', transaction: null},
      attempt: 0,
    });
  });

  row('one account is taken as chosen', at.idle, events.start, loading, abort, begin);
  row(
    'of several the customer chooses one',
    at.idle,
    {...events.start, request: twoAccounts},
    {...at['choosing-account'], request: twoAccounts},
    abort,
  );
  row(
    'without an account nothing happens',
    at.failed,
    {...events.start, request: {...request, accounts: []}},
    {...at.idle, request: {...request, accounts: []}},
    abort,
  );

  const configProblem: Problem = {code: 'unsupported_channel', hint: 'x'};
  row(
    'an configProblem ends it before any call',
    at.idle,
    {...events.start, configProblem},
    {...at.failed, problem: configProblem, retry: {type: 'restart'}},
    tell(configProblem),
    abort,
  );
  row(
    'a new request gives up what is in flight, and its call gets a number of its own',
    at.submitting,
    {...events.start, request: {...request, channel: 'kb-able'}},
    {...loading, request: {...request, channel: 'kb-able'}},
    abort,
    {...begin, request: {...begin.request, channel: 'kb-able'}},
  );
});

describe('an configProblem that only the host page can remove', () => {
  for (const code of ['unsupported_channel', 'insecure_context', 'misconfigured'] as const) {
    const configProblem: Problem = {code};
    const stopped = {...at.failed, problem: configProblem, retry: {type: 'restart'}} as const;
    const dismissed = {...at.dismissed, configProblem} as const;

    ignored(`${code}: trying again does not get past it`, stopped, {type: 'retry'});
    row(`${code}: the customer can go away`, stopped, {type: 'dismiss'}, dismissed, abort, {type: 'emit-dismissed'});
    row(
      `${code}: it is still there when the customer comes back`,
      dismissed,
      {type: 'retry'},
      stopped,
      tell(configProblem),
      abort,
    );
  }
});

describe('the host page stops', () => {
  for (const step of steps.filter((name) => name !== 'idle'))
    row(
      `${step}: nothing is left but the number of the latest call`,
      at[step],
      {type: 'stop'},
      {step: 'idle', request: at[step].request, attempt},
      abort,
    );
});

describe('the customer chooses an account', () => {
  row(
    'it is loaded',
    at['choosing-account'],
    events['choose-account'],
    {...loading, request: twoAccounts, account: otherAccount},
    abort,
    beginFor(otherAccount),
  );
  ignored('one that was not offered is not loaded', at['choosing-account'], {
    type: 'choose-account',
    account: '999C999999',
  });
});

describe('the account’s status comes', () => {
  row(
    'the method in force is asked for at once',
    at.loading,
    events.loaded,
    {...at.requesting, attempt: next, method: kbOtp.id},
    askFor(kbOtp.id),
  );
  row('when the methods have changed, the customer chooses', {...at.loading, methodChanged: true}, events.loaded, {
    ...at['choosing-method'],
    methodChanged: true,
  });
  row(
    'when the methods have changed and one is left, it is asked for',
    {...at.loading, methodChanged: true},
    fact('loaded', oneMethod),
    {...at.requesting, attempt: next, status: oneMethod, methodChanged: true},
    askFor(kbOtp.id),
  );

  const failed = {...at.failed, retry: {type: 'load', account}} as const;
  const malformed: Problem = {code: 'malformed_answer'};
  row(
    'a problem ends it, and trying again loads',
    at.loading,
    fact('loaded', {code: 'session_expired'}),
    {...failed, problem: {code: 'session_expired'}},
    tell({code: 'session_expired'}),
  );
  row(
    'a status of another account is none',
    at.loading,
    fact('loaded', status({account: otherAccount})),
    {...failed, problem: malformed},
    tell(malformed),
  );
  row(
    'a status on another channel is none',
    at.loading,
    fact('loaded', status({channel: 'kb-able'})),
    {...failed, problem: malformed},
    tell(malformed),
  );
  row(
    'a status without a method says so, and may be asked for again',
    at.loading,
    fact('loaded', status({methods: []})),
    {...failed, problem: {code: 'no_method'}},
    tell({code: 'no_method'}),
  );
  const shut = status({methods: [], kbOtp: {state: 'locked', device: null}});
  row(
    'one whose KB-OTP is locked, with nothing beside it, is told as that',
    at.loading,
    fact('loaded', shut),
    {...failed, problem: {code: 'account_locked'}},
    tell({code: 'account_locked'}),
  );
});

describe('a grant of this session', () => {
  const session = grant({scope: 'session', excludes: ['cash-transfer'], purpose: 'login'});
  const loadedWith = (...grants: (typeof session)[]) => fact('loaded', status({grants}));

  row('stands for the proof', at.loading, loadedWith(session), {...at.verified, grant: session, reused: true}, clear, {
    type: 'emit-verified',
    grant: session,
    reused: true,
  });
  row(
    'stands for it also when the methods have changed',
    {...at.loading, methodChanged: true},
    loadedWith(session),
    {...at.verified, grant: session, reused: true},
    clear,
    {type: 'emit-verified', grant: session, reused: true},
  );
  row(
    'is the first of those that can',
    at.loading,
    loadedWith(grant({scope: 'once'}), session, grant({scope: 'session'})),
    {...at.verified, grant: session, reused: true},
    clear,
    {type: 'emit-verified', grant: session, reused: true},
  );

  const refusals = {
    'for one act does not stand for another': grant({scope: 'once'}),
    'that excludes this purpose does not stand for it': grant({scope: 'session', excludes: ['cash-transfer', 'order']}),
    'of another account does not stand for this one': grant({scope: 'session', account: otherAccount}),
    'that is over by the endpoint’s time does not stand for it': grant({
      scope: 'session',
      expiresAt: status().serverTime,
    }),
  };
  for (const [title, offered] of Object.entries(refusals))
    test(title, () => {
      const [state, ...effects] = verify(at.loading, loadedWith(offered));
      assert.equal(state.step, 'requesting');
      assert.deepEqual(effects, [askFor(kbOtp.id)]);
    });
});

describe('the customer chooses a method', () => {
  row(
    'it is asked for',
    at['choosing-method'],
    events['choose-method'],
    {...at.requesting, attempt: next, method: sms.id},
    askFor(sms.id),
  );
  ignored('one that was not offered is not asked for', at['choosing-method'], {
    type: 'choose-method',
    method: 'matrix-1',
  });

  test('what has no transaction is asked for without one', () => {
    const from = {...at['choosing-method'], request: {...request, purpose: 'login', transaction: null}} as const;
    const [, effect] = verify(from, events['choose-method']);
    assert.deepEqual(effect, {
      type: 'challenge',
      attempt: next,
      request: {account, channel: 'kb-trade', purpose: 'login', method: sms.id},
    });
  });
});

describe('the customer goes away', () => {
  const open = steps.filter((step) => !['idle', 'verified', 'dismissed'].includes(step));
  for (const step of open)
    row(
      `${step}: the call in flight is given up and the host page hears of it`,
      at[step],
      {type: 'dismiss'},
      {step: 'dismissed', request: at[step].request, attempt},
      abort,
      {type: 'emit-dismissed'},
    );

  row('and comes back: it starts over', at.dismissed, {type: 'retry'}, loading, abort, begin);
  row(
    'and comes back: of several accounts one is chosen again',
    {...at.dismissed, request: twoAccounts},
    {type: 'retry'},
    at['choosing-account'],
    abort,
  );
});

describe('the customer tries again after a failure', () => {
  row(
    'what could not be started is started',
    {...at.failed, retry: {type: 'restart'}},
    {type: 'retry'},
    loading,
    abort,
    begin,
  );
  row('what could not be loaded is loaded', at.failed, {type: 'retry'}, loading, abort, begin);

  const again = {type: 'challenge', status: twoMethods, method: sms.id} as const;
  const requesting = {...at.requesting, method: sms.id};
  row(
    'a challenge that was refused is asked for under a new number',
    {...at.failed, retry: {...again, sameAttempt: false}},
    {type: 'retry'},
    {...requesting, attempt: next},
    askFor(sms.id),
  );
  row(
    'a challenge that may exist already is asked for under the same number, so that it is not made twice',
    {...at.failed, retry: {...again, sameAttempt: true}},
    {type: 'retry'},
    requesting,
    {...askFor(sms.id), attempt},
  );
});
