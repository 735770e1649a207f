import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {
  allowsRetyping,
  failure,
  isDeveloperProblem,
  leavesOutcomeUnknown,
  leavesStatusStale,
  success,
  type Problem,
} from '../../src/domain/problems.js';
import {problemCodes} from '../support/problem-codes.js';

const yes = true;
const no = false;

/** What is not in the table says no to every question. */
const table: Partial<Record<Problem['code'], readonly boolean[]>> = {
  //                    outcome unknown, status stale, type again, developer's
  offline: [yes, no, no, no],
  timeout: [yes, no, no, no],
  unreachable: [yes, no, no, no],
  malformed_answer: [yes, no, no, no],
  refused: [yes, no, no, no],
  request_in_progress: [yes, no, no, no],
  code_replayed: [yes, no, yes, no],
  state_conflict: [yes, yes, no, no],
  internal_error: [yes, no, no, no],
  upstream_unavailable: [yes, no, no, no],
  maintenance: [yes, no, no, no],
  code_invalid: [no, no, yes, no],
  invalid_format: [no, no, yes, no],
  clock_drift: [no, no, yes, no],
  rate_limited: [no, no, yes, no],
  not_enrolled: [no, yes, no, no],
  device_superseded: [no, yes, no, no],
  device_disabled: [no, yes, no, no],
  misconfigured: [no, no, no, yes],
  insecure_context: [no, no, no, yes],
  browser_unsupported: [no, no, no, yes],
  unsupported_channel: [no, no, no, yes],
};

describe('what a problem means for the flow', () => {
  for (const code of problemCodes) {
    const [unknown = no, stale = no, again = no, developer = no] = table[code] ?? [];
    test(`${code}: outcome unknown ${unknown}, status stale ${stale}, may be typed again ${again}, developer's ${developer}`, () => {
      assert.deepEqual(
        [leavesOutcomeUnknown({code}), leavesStatusStale({code}), allowsRetyping({code}), isDeveloperProblem({code})],
        [unknown, stale, again, developer],
      );
    });
  }

  test('no code is typed again when no attempt is left', () => {
    assert.equal(allowsRetyping({code: 'code_invalid', attemptsLeft: 1}), true);
    assert.equal(allowsRetyping({code: 'code_invalid', attemptsLeft: 0}), false);
  });
});

test('a result is a value or a problem, never both', () => {
  assert.deepEqual(success(5), {ok: true, value: 5});
  assert.deepEqual(failure({code: 'timeout'}), {ok: false, problem: {code: 'timeout'}});
});
