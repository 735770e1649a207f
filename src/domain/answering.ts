import type {BoundQuestion} from './bound-question.js';
import {ocraMessage, parseSuite} from './ocra.js';
import {stepAt, type Making} from './otp.js';
import {failure, success, type Result} from './problems.js';

/** It has no time, so no challenge takes its answer for a code. */
const OWNER_SUITE = 'OCRA-1:HOTP-SHA256-8:QN08';

const unknown = (hint: string) => failure({code: 'client_outdated', hint});

/**
 * How a question is answered at `at` (epoch milliseconds, endpoint time). This device keeps no counter, and its
 * password goes into no code.
 * @returns `clock_drift` where no code belongs to the time, `client_outdated` where the question is of another kind
 */
export function answering({suite: text, question}: BoundQuestion, at: number): Result<Making> {
  const suite = parseSuite(text);
  if (!suite?.period || suite.counts || suite.hasPassword) return unknown('the code is to be made in an unknown way');
  const step = stepAt(at, {period: suite.period});
  if (step === null) return failure({code: 'clock_drift', hint: 'no code belongs to that time'});
  const message = ocraMessage(suite, {question, step});
  return message ? success({...suite, message}) : unknown('the question is none of its suite');
}

/** How an account's seed tells whether the question was asked of it. */
export function ownerMaking(question: string): Result<Making> {
  const suite = parseSuite(OWNER_SUITE);
  const message = suite && ocraMessage(suite, {question});
  return suite && message ? success({...suite, message}) : failure({code: 'client_outdated'});
}
