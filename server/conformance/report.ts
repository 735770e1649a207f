/** How a run is told: a line a check for people, JUnit XML for machines. */

import type { Result } from './run.js';

const marks = { passed: 'ok      ', failed: 'FAILED  ', 'left out': 'left out' } as const;

/** One line, and one more where there is something to say. */
export function lineOf({ check, verdict, why }: Result): string {
  const line = `${marks[verdict]}  ${check.id.padEnd(24)}  ${check.title}`;
  return why === undefined ? line : `${line}\n${' '.repeat(36)}${why}`;
}

export function summaryOf(results: readonly Result[]): string {
  const count = (verdict: Result['verdict']) => results.filter((result) => result.verdict === verdict).length;
  const leftOut = count('left out');
  const end = leftOut === 0 ? '.' : `, ${leftOut} left out: the configuration does not allow them.`;
  return `${count('passed')} of ${results.length} checks passed, ${count('failed')} failed${end}`;
}

/** @returns a JUnit report, as build servers read it */
export function junitOf(endpoint: string, results: readonly Result[]): string {
  const cases = results.map(({ check, verdict, why = '', took }) => {
    const name = `<testcase classname="kb-otp.conformance" name="${escaped(`${check.id}: ${check.title}`)}" time="${(took / 1000).toFixed(3)}"`;
    if (verdict === 'passed') return `${name}/>`;
    const inner = verdict === 'failed' ? 'failure' : 'skipped';
    return `${name}><${inner} message="${escaped(why)}"/></testcase>`;
  });
  const count = (verdict: Result['verdict']) => results.filter((result) => result.verdict === verdict).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="KB-OTP conformance of ${escaped(endpoint)}" tests="${results.length}" failures="${count('failed')}" skipped="${count('left out')}">`,
    ...cases.map((line) => `  ${line}`),
    '</testsuite>\n',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
