/**
 * A reporter for `node --test`: one line for a file whose tests pass, everything about a test that fails.
 * `KB_TEST_COUNTS` names the file that receives the counts as JSON, `KB_OTP_TEST_FILES` the files (JSON, from the root)
 * of which each must have a test: one that shares its process with others could be missing without a word.
 */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {inspect} from 'node:util';
import {sourcePlaces} from './compiled-places.mjs';
import {indent} from './indent.mjs';

const TEST_FILE = /\.test\.\w+$/;

/** The source of a file, from the repository's root; what was compiled beforehand stands as its sources stand. */
const relative = (file) => {
  const {KB_OTP_TEST_COMPILED: compiled} = process.env;
  const isCompiled = compiled && file.startsWith(compiled);
  const source = isCompiled
    ? path.relative(compiled, file).replace(/\.js$/, '.ts')
    : path.relative(process.cwd(), file);
  return source.replaceAll('\\', '/');
};

const inSources = sourcePlaces(process.env['KB_OTP_TEST_COMPILED']);

/** An assertion's message has the difference in it already; of other errors everything is shown. */
const describeError = (error) => {
  const cause = error?.cause instanceof Error ? error.cause : error;
  const text = cause?.code === 'ERR_ASSERTION' ? cause.stack : inspect(cause, {depth: 8});
  return indent(inSources(text.replace(/\n\s+at .*(node:|node_modules\/tsx).*/g, '')));
};

/** Names from the outermost suite to the test, kept while events walk through the tree in order of declaration. */
const trail = () => {
  const names = [];
  return {
    start: ({nesting, name}) => void names.splice(nesting, names.length, name),
    outermost: () => names[0] ?? '',
    // A file that shares its process is a suite, by its own name.
    to: ({nesting, name, file}) =>
      [...names.slice(0, nesting).filter((outer) => outer !== relative(file)), name].join(' > '),
  };
};

/** Node reports a file as a test when the file itself fails, or has no test. */
const isFile = ({nesting, name, file}) => nesting === 0 && file !== undefined && path.resolve(name) === file;

/**
 * What an event says about the counts.
 * @returns {'passed' | 'failed' | 'skipped' | 'none'}
 */
const verdict = (type, data) => {
  const failed = type === 'test:fail' && !data.todo;
  // A parent fails because its child did; the child has been counted.
  if (failed) return data.details.error?.failureType === 'subtestsFailed' ? 'none' : 'failed';
  if (data.skip !== undefined || data.todo !== undefined) return 'skipped';
  if (isFile(data)) return 'failed';
  return data.details.type === 'suite' ? 'none' : 'passed';
};

const titleOf = (data, names) => relative(data.file) + (isFile(data) ? '' : ` > ${names.to(data)}`);

const why = (type, {details}) => (type === 'test:pass' ? '    no test in this file' : describeError(details.error));

/** The closing line of a file, and what the file printed if it failed. */
const closing = (file, {passed, failed, skipped}, printed) => {
  const counts = [passed, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean).join(', ');
  const line = `${failed ? 'not ok' : 'ok    '} ${relative(file)} (${counts || 0})\n`;
  return failed && printed ? `${line}${indent(inSources(printed))}\n` : line;
};

const expected = () => JSON.parse(process.env['KB_OTP_TEST_FILES'] ?? '[]');

export default async function* report(events) {
  const total = {passed: 0, failed: 0, skipped: 0};
  const printed = new Map();
  const names = trail();
  const seen = new Set();
  let file;
  let counts = {...total};

  for await (const {type, data} of events) {
    if (type === 'test:start') names.start(data);
    if (type === 'test:stdout' || type === 'test:stderr') {
      printed.set(data.file, (printed.get(data.file) ?? '') + data.message);
    }
    // Node tells of one file after the other, however many run at once. What a helper declares begins no new file.
    if (data.file !== file && TEST_FILE.test(data.file) && /^test:(start|pass|fail)$/.test(type)) {
      if (file) yield closing(file, counts, printed.get(file));
      [file, counts] = [data.file, {passed: 0, failed: 0, skipped: 0}];
    }
    // Of what comes after its test, or of none, Node tells nothing but this.
    if (type === 'test:diagnostic' && /^(Error|Warning): /.test(data.message)) yield `${inSources(data.message)}\n`;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const is = verdict(type, data);
    if (is === 'none') continue;
    counts[is] += 1;
    total[is] += 1;
    // The outermost suite names a file that shares its process: a test that its helper declared has the helper's file.
    for (const name of [data.file, file, names.outermost()]) if (name) seen.add(relative(name));
    if (is === 'failed') yield `not ok ${titleOf(data, names)}\n${why(type, data)}\n`;
  }

  if (file) yield closing(file, counts, printed.get(file));
  for (const missing of expected().filter((name) => !seen.has(name))) {
    total.failed += 1;
    yield `not ok ${missing}\n    no test of this file ran\n`;
  }
  const {KB_TEST_COUNTS: summary} = process.env;
  if (summary) writeFileSync(summary, JSON.stringify(total));
}
