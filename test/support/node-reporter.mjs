/**
 * A reporter for `node --test`: one line for a file whose tests pass, everything about a test that fails.
 * Used twice in one run: `KB_TEST_COUNTS` names the file that receives the counts as JSON.
 */
import {writeFileSync} from 'node:fs';
import path from 'node:path';
import {inspect} from 'node:util';

const relative = (file) => path.relative(process.cwd(), file).replaceAll('\\', '/');

const indent = (text) => text.split('\n').map((line) => `    ${line}`).join('\n');

const describeError = (error) => {
  const cause = error?.cause instanceof Error ? error.cause : error;
  return indent(inspect(cause, {depth: 8}).replace(/\n\s+at .*(node:internal|node_modules\/tsx).*/g, ''));
};

/** Names from the outermost suite to the test, kept while events walk through the tree in order of declaration. */
const trail = () => {
  const names = [];
  return {
    start: ({nesting, name}) => void names.splice(nesting, names.length, name),
    to: ({nesting, name}) => [...names.slice(0, nesting), name].join(' > '),
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

export default async function* report(events) {
  const counts = {passed: 0, failed: 0, skipped: 0};
  const files = new Map();
  const output = new Map();
  const trails = new Map();
  const trailOf = (file) => trails.get(file) ?? trails.set(file, trail()).get(file);

  for await (const {type, data} of events) {
    if (type === 'test:start') trailOf(data.file).start(data);
    if (type === 'test:stdout' || type === 'test:stderr') {
      output.set(data.file, (output.get(data.file) ?? '') + data.message);
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const is = verdict(type, data);
    if (is === 'none') continue;
    counts[is] += 1;
    const file = files.get(data.file) ?? files.set(data.file, {passed: 0, failed: 0, skipped: 0}).get(data.file);
    file[is] += 1;
    if (is !== 'failed') continue;
    const why = type === 'test:pass' ? '    no test in this file' : describeError(data.details.error);
    const title = isFile(data) ? '' : ` > ${trailOf(data.file).to(data)}`;
    yield `not ok ${relative(data.file)}${title}\n${why}\n`;
  }

  for (const [file, {passed, failed, skipped}] of files) {
    const rest = `${failed ? `, ${failed} failed` : ''}${skipped ? `, ${skipped} skipped` : ''}`;
    yield `${failed ? 'not ok' : 'ok    '} ${relative(file)} (${passed}${rest})\n`;
    if (failed && output.has(file)) yield `${indent(output.get(file))}\n`;
  }
  const {KB_TEST_COUNTS: summary} = process.env;
  if (summary) writeFileSync(summary, JSON.stringify(counts));
}
