/** The table of a load: what the endpoint does a second and how long it takes, beside the floor. */

import { spread, type Spread } from '../contest.js';
import type { Asked, Ledger } from './ledger.js';
import { acts, type Act, type Passes } from './measure.js';
import type { Outage } from './outage.js';

export interface Round {
  readonly endpoint: Passes;
  readonly floor: Passes;
}

const shares = [0.5, 0.95, 0.99] as const;

/** @param share 0.95 for what 95 of 100 do not exceed; 0 when there is nothing */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Lines of Markdown. */
export function tableOf(rounds: readonly Round[]): string[] {
  return [
    '| act | a second | floor | of the floor’s rate | p50, p95, p99 (ms) | floor | times the floor’s |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...acts.map((act) => rowOf(act, rounds)),
  ];
}

function rowOf(act: Act, rounds: readonly Round[]): string {
  const rates = rounds.map(({ endpoint, floor }) => ({ own: rateOf(endpoint[act]), bare: rateOf(floor[act]) }));
  const [own, bare] = [latencies(rounds, 'endpoint', act), latencies(rounds, 'floor', act)];
  const cells = [
    act,
    spread(rates.map((rate) => rate.own)).median.toFixed(0),
    spread(rates.map((rate) => rate.bare)).median.toFixed(0),
    inWords(spread(rates.map((rate) => rate.own / rate.bare))),
    own.map((value) => value.toFixed(1)).join(', '),
    bare.map((value) => value.toFixed(1)).join(', '),
    own.map((value, index) => (value / (bare[index] ?? Number.NaN)).toFixed(1)).join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

const rateOf = ({ time, each }: Passes[Act]): number => (each.length * 1000) / time;

function latencies(rounds: readonly Round[], whose: keyof Round, act: Act): number[] {
  const all = rounds.flatMap((round) => round[whose][act].each);
  return shares.map((share) => percentile(all, share));
}

const inWords = ({ median, least, most }: Spread): string =>
  `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;

/** Seconds. */
const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

export function describeOutage({ silence, served }: Outage): string {
  return `nobody was served for ${inSeconds(silence)}, and every customer was again after ${inSeconds(served)}.`;
}

export function describeLedger({ challenges, devices }: Ledger): string {
  const asked = [...challenges.values()];
  const sum = (count: (one: Asked) => number): number => asked.reduce((total, one) => total + count(one), 0);
  const [accepted, wrong] = [sum(({ tokens }) => tokens.size), sum((one) => one.wrong)];
  const unsure = sum((one) => one.unsure);
  return [
    `${asked.length} challenges: ${accepted} codes accepted, ${wrong} wrong, ${unsure} answers refused as used or unheard;`,
    `wrong guesses at ${devices.size} devices: ${[...devices.values()].reduce((total, one) => total + one.wrong, 0)}.`,
  ].join(' ');
}
