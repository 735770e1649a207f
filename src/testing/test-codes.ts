import type {Problem} from '../domain/problems.js';
import {failing, type Fault} from './test-accounts.js';
import {never} from './endpoint/scripted-endpoint.js';

/** What a code of the test endpoint leads to; any other code is right. */
export interface TestCode {
  readonly code: string;
  /** A problem's code; `silence`: no answer comes; `lost`: the code is accepted and the answer gets lost. */
  readonly leadsTo: Problem['code'] | 'silence' | 'lost';
}

const order: readonly TestCode['leadsTo'][] = [
  'code_invalid',
  'code_replayed',
  'challenge_expired',
  'clock_drift',
  'challenge_locked',
  'rate_limited',
  'account_locked',
  'session_expired',
  'step_up_required',
  'transaction_mismatch',
  'limit_exceeded',
  'internal_error',
  'maintenance',
  'silence',
  'lost',
];

/** Codes that are not right: `000000` is wrong, `000001` was used before, and so on. */
export const testCodes: readonly TestCode[] = order.map((leadsTo, index) => ({
  code: String(index).padStart(6, '0'),
  leadsTo,
}));

/** Where methods have longer codes, the last six characters count. */
export const leadOf = (code: string): TestCode['leadsTo'] | undefined =>
  testCodes.find((row) => row.code === code.slice(-6))?.leadsTo;

/** The answer that such a code gets instead of a grant. */
export const faultFor = (lead: TestCode['leadsTo'], now: number, attemptsLeft: number): Fault => {
  if (lead === 'silence') return never;
  if (lead === 'lost') return failing('unreachable', now);
  return failing(lead, now, lead === 'code_invalid' ? {attemptsLeft} : {});
};
