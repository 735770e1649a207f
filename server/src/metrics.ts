/** Prometheus metrics of one endpoint. Labels come from small, fixed sets; never from what a client sends. */

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Counts } from './services/deps.js';

export interface Metrics {
  readonly counts: Counts;
  /** @param age milliseconds since that happened of which the oldest waiting notice tells */
  backlog(waiting: number, age: number, dead: number): void;
  /** Pages that wait for an approval here. */
  waiting(pages: number): void;
  /** Milliseconds by which the sweep is behind, by table. */
  lateness(late: Readonly<Record<string, number>>): void;
  swept(rows: Readonly<Record<string, number>>): void;
  request(method: string, route: string, status: number, milliseconds: number): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** What a customer takes who looks for a message, or unlocks a list on another device. */
const humanBuckets = [2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300];
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Of the process: memory, event loop, garbage, open files.
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const requests = new Histogram({
    name: 'kb_otp_http_request_duration_seconds',
    help: 'Time to answer, by route template.',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers,
  });
  const challenges = counter('kb_otp_challenges_total', 'Challenges made.', ['method', 'channel']);
  const evaluations = counter('kb_otp_code_evaluations_total', 'Codes compared with a secret.', ['method']);
  const answers = counter('kb_otp_answers_total', 'Answers that were evaluated, by verdict.', [
    'method',
    'channel',
    'verdict',
  ]);
  const verified = new Histogram({
    name: 'kb_otp_time_to_verify_seconds',
    help: 'From a challenge to its right code.',
    labelNames: ['method', 'channel'],
    buckets: humanBuckets,
    registers,
  });
  const deliveries = counter('kb_otp_deliveries_total', 'Codes and notices handed to a carrier.', ['method', 'result']);
  const notices = counter('kb_otp_notice_attempts_total', 'Attempts to hand a notice over.', ['result']);
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const waiting = gauge('kb_otp_notices_waiting', 'Addresses that a notice has not been handed over for yet.');
  const dead = gauge(
    'kb_otp_notices_dead',
    'Addresses for which a notice was given up, until it is sent again or goes.',
  );
  const oldest = gauge('kb_otp_notices_oldest_seconds', 'Age of the oldest notice that waits.');
  const pages = gauge('kb_otp_approvals_waited_for', 'Pages that wait for an approval at this process.');
  const woken = counter('kb_otp_wakes_total', 'What attempts to wake a device came to.', ['result']);
  const enrolments = counter('kb_otp_enrolments_total', 'Enrolments begun, activated, refused.', ['event']);
  const unlocks = counter('kb_otp_unlocks_total', 'Guesses evaluated, confirmed, refused; keys destroyed.', ['event']);
  const desk = counter('kb_otp_helpdesk_acts_total', 'Acts of the help desk.', ['act', 'outcome']);
  const withheld = counter('kb_otp_codes_withheld_total', 'Codes not sent, by what is shut to them.', [
    'method',
    'why',
  ]);
  const behind = new Gauge({
    name: 'kb_otp_sweep_behind_seconds',
    help: 'How long ago the oldest row of a table should have been removed.',
    labelNames: ['table'],
    registers,
  });
  const swept = counter('kb_otp_swept_rows_total', 'Rows that this process has removed.', ['table']);
  return {
    backlog(count, age, given) {
      dead.set(given);
      waiting.set(count);
      oldest.set(age / 1000);
    },
    waiting: (count) => pages.set(count),
    lateness: (late) => Object.entries(late).forEach(([table, age]) => behind.set({ table }, age / 1000)),
    swept: (rows) => Object.entries(rows).forEach(([table, count]) => swept.inc({ table }, count)),
    counts: {
      challenge: (method, channel) => challenges.inc({ method, channel }),
      evaluation: (method) => evaluations.inc({ method }),
      answer: (method, channel, verdict) => answers.inc({ method, channel, verdict }),
      verified: (method, channel, after) => verified.observe({ method, channel }, Math.max(0, after) / 1000),
      delivery: (method, result) => deliveries.inc({ method, result }),
      notice: (result) => notices.inc({ result }),
      wake: (result) => woken.inc({ result }),
      enrolment: (event) => enrolments.inc({ event }),
      unlock: (event) => unlocks.inc({ event }),
      helpDesk: (act, outcome) => desk.inc({ act, outcome }),
      withheld: ({ kind: method, why }) => withheld.inc({ method, why }),
    },
    request: (method, route, status, milliseconds) => requests.observe({ method, route, status }, milliseconds / 1000),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
