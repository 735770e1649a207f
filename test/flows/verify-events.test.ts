/** Which events mean something to which state of the verify flow, and which are too late. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {verify} from '../../src/flows/verify.js';
import type {VerifyState} from '../../src/flows/verify-state.js';
import {challenge} from '../support/samples.js';
import {at, attempt, events, isIgnored, next, steps, twoAccounts} from './verify-rows.js';

const ignored = (...columns: Parameters<typeof isIgnored>) => void test(...isIgnored(...columns));

/** What means something where; `start` does everywhere. */
const meanings: Record<(typeof steps)[number], readonly (keyof typeof events)[]> = {
  idle: [],
  'choosing-account': ['stop', 'choose-account', 'dismiss'],
  loading: ['stop', 'dismiss', 'loaded'],
  'choosing-method': ['stop', 'choose-method', 'dismiss'],
  requesting: ['stop', 'dismiss', 'challenged'],
  code: ['stop', 'show-methods', 'submit', 'resend', 'renew', 'expire', 'dismiss', 'settled'],
  resending: ['stop', 'dismiss', 'resent', 'settled'],
  submitting: ['stop', 'dismiss', 'judged', 'settled'],
  checking: ['stop', 'dismiss', 'checked', 'settled'],
  'outcome-unknown': ['stop', 'retry', 'dismiss', 'settled'],
  'opening-cancel': ['stop', 'dismiss', 'cancel-opened'],
  cancelling: ['stop', 'cancelled', 'keep', 'dismiss'],
  verified: ['stop', 'expire'],
  dismissed: ['stop', 'retry'],
  failed: ['stop', 'retry', 'dismiss'],
};

describe('which events mean something in which state', () => {
  for (const step of steps) {
    const from = {
      ...at[step],
      ...(step === 'code' && {challenge: challenge.sms()}),
      request: twoAccounts,
    } as VerifyState;
    const others = Object.values(events).filter(({type}) => type !== 'start' && !meanings[step].includes(type));

    test(`${step}: ${['start', ...meanings[step]].join(', ')}`, () => {
      for (const type of ['start', ...meanings[step]] as const)
        assert.notEqual(verify(from, events[type])[0], from, type);
    });

    test(`${step}: every other event returns the same state and does nothing`, () => {
      for (const event of others) {
        const [state, ...effects] = verify(from, event);
        assert.equal(state, from, event.type);
        assert.deepEqual(effects, [], event.type);
      }
    });
  }
});

describe('an answer to an earlier call, or to none, counts for nothing', () => {
  const inFlight = [
    [at.loading, events.loaded],
    [at.requesting, events.challenged],
    [at.resending, events.resent],
    [at.submitting, events.judged],
    [at.checking, events.checked],
    [at['opening-cancel'], events['cancel-opened']],
  ] as const;
  for (const [state, event] of inFlight) {
    ignored(`${event.type} with the number before`, state, {...event, attempt: attempt - 1});
    ignored(`${event.type} with a number that was not given yet`, state, {...event, attempt: next});
  }
});
