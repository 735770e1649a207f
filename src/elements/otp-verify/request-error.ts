import type {Problem} from '../../domain/problems.js';

/**
 * Why a request came to nothing. `dismissed`: the customer has left. `aborted`: the page has withdrawn it, by the
 * signal, by taking the element away or by asking it for something else. `problem`: the customer can do nothing about
 * it there, the page may; `problem` says what. `denied`: the customer has rejected it on their own device.
 */
export class OtpRequestError extends Error {
  override readonly name = 'OtpRequestError';
  readonly code: 'dismissed' | 'aborted' | 'problem' | 'denied';
  /** What was on the screen at the end, if anything was wrong. Holds no secret. */
  readonly problem: Problem | null;

  constructor(code: OtpRequestError['code'], problem: Problem | null = null) {
    super(problem ? `${code}: ${problem.code}` : code);
    this.code = code;
    this.problem = problem;
  }
}
