/** A reporter for Web Test Runner: one line for a file whose tests pass, everything about a test that fails. */
import path from 'node:path';
import {indent} from './indent.mjs';

/** Every test of a suite and of those within, with its full name. */
const testsOf = (suite, trail = []) => [
  ...suite.tests.map((test) => ({...test, title: [...trail, test.name].join(' > ')})),
  ...suite.suites.flatMap((inner) => testsOf(inner, [...trail, inner.name])),
];

const describeError = ({message = '', expected, actual, stack = ''}) =>
  [message, ...(expected === undefined ? [] : [`expected: ${expected}`, `actual:   ${actual}`]), stack].join('\n');

/** @returns {{passed: number, failed: number, skipped: number, lines: string[]}} */
const summarise = (session, rootDir) => {
  const file = path.relative(rootDir, session.testFile).replaceAll('\\', '/');
  const tests = session.testResults ? testsOf(session.testResults) : [];
  const failing = tests.filter((test) => !test.skipped && !test.passed);
  const skipped = tests.filter((test) => test.skipped).length;
  const passed = tests.length - failing.length - skipped;
  // A page that breaks outside its tests (an import, an unhandled rejection, a hook) names no test.
  const broken = [
    ...(session.errors ?? []).map(describeError),
    ...(session.request404s ?? []).map((url) => `404 ${url}`),
    ...(session.testResults?.hooks ?? []).filter((hook) => !hook.passed).map(({error}) => describeError(error ?? {})),
    ...(tests.length === 0 ? ['no test ran in this file'] : []),
  ];
  const failed = failing.length + (broken.length > 0 || (!session.passed && failing.length === 0) ? 1 : 0);
  const counts = [passed, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean);
  const logs = failed > 0 ? session.logs.map((log) => indent(`console: ${log.map(String).join(' ')}`)) : [];
  return {
    passed,
    failed,
    skipped,
    lines: [
      ...failing.map(({title, error}) => `not ok ${file} > ${title}\n${indent(describeError(error ?? {}))}`),
      ...broken.map((message) => `not ok ${file}\n${indent(message)}`),
      ...logs,
      `${failed ? 'not ok' : 'ok    '} ${file} (${counts.join(', ')})`,
    ],
  };
};

/**
 * @param {(counts: {passed: number, failed: number, skipped: number}) => void} onCounts called once, in the end
 * @returns {import('@web/test-runner').Reporter}
 */
export const pageReporter = (onCounts) => {
  let rootDir = '';
  return {
    start: ({config}) => void (rootDir = config.rootDir),
    onTestRunFinished: ({sessions}) => {
      const results = sessions.map((session) => summarise(session, rootDir));
      const sum = (key) => results.reduce((total, result) => total + result[key], 0);
      console.log(results.flatMap(({lines}) => lines).join('\n'));
      onCounts({passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped')});
    },
  };
};
