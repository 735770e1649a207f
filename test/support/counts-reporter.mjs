import {writeFileSync} from 'node:fs';

/** Leaves Vitest's counts, as JSON, in the file named by `KB_TEST_COUNTS`; an error outside of tests is one failure. */
export const countsReporter = () => ({
  onTestRunEnd(modules, errors) {
    const {KB_TEST_COUNTS: file} = process.env;
    if (!file) return;
    const counts = {passed: 0, failed: errors.length, skipped: 0};
    for (const module of modules) {
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
    }
    writeFileSync(file, JSON.stringify(counts));
  },
});
