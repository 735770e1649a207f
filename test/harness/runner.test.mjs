/** Whatever goes wrong in a test file in Node, the runner says so: files are planted that fail in every way. */
import assert from 'node:assert/strict';
import {before, describe, test} from 'node:test';
import {inGroups} from '../support/compile.mjs';
import {run} from '../support/processes.mjs';
import {byTsx, compiledTests, nodeTests} from '../support/stages.mjs';

/** A runner within this one would speak to it instead of its own reporter. This one has read it when tests begin. */
before(() => delete process.env['NODE_TEST_CONTEXT']);

const planted = (name) => `test/harness/planted/${name}.test.ts`;

const heard = async (work) => {
  let said = '';
  const counts = await work((text) => void (said += text));
  return {...counts, said};
};

const inTime = (files, print) => nodeTests(files, {concurrency: 2, seconds: 3, flags: ['--import', 'tsx'], print});

const limits = (folder) => ({
  concurrency: 2,
  seconds: 3,
  flags: [],
  env: {KB_OTP_TEST_COMPILED: folder},
});

const afterCompiling = (files, print) =>
  compiledTests(files, [], (folder, compiled) => nodeTests(compiled, {...limits(folder), expected: files, print}));

/** One process loads all of the files. */
const together = (files, print) =>
  compiledTests(files, [], (folder, compiled) =>
    nodeTests(inGroups(compiled, 1, folder), {...limits(folder), expected: files, print}),
  );

for (const [how, stage] of Object.entries({'by tsx': byTsx, 'after compiling': afterCompiling})) {
  describe(`in Node, ${how}`, () => {
    test('a test that fails is one failure, told with its file and why', async () => {
      const {passed, failed, said} = await heard((print) => stage([planted('fails')], print));
      assert.deepEqual([passed, failed], [1, 1], said);
      assert.match(said, /not ok test\/harness\/planted\/fails\.test\.ts > it does not hold\n[^]*as planted/);
      assert.match(said, /fails\.test\.ts:5:/);
    });

    test('a file that throws while it loads is a failure', async () => {
      const {failed, said} = await heard((print) => stage([planted('throws')], print));
      assert.equal(failed, 1, said);
      assert.match(said, /not ok test\/harness\/planted\/throws\.test\.ts/);
    });

    test('a file that ends its process before its tests is a failure', async () => {
      const {passed, failed, said} = await heard((print) => stage([planted('ends')], print));
      assert.deepEqual([passed, failed], [0, 1], said);
    });

    test('a file without a test is a failure', async () => {
      const {passed, failed, said} = await heard((print) => stage([planted('is-empty')], print));
      assert.deepEqual([passed, failed], [0, 1], said);
    });
  });
}

describe('in Node', () => {
  test('a file that asks for what is not there is a failure', async () => {
    const {failed, said} = await heard((print) => byTsx([planted('asks-for-nothing')], print));
    assert.equal(failed, 1, said);
    await assert.rejects(
      heard((print) => afterCompiling([planted('asks-for-nothing')], print)),
      /nowhere\.js/,
    );
  });

  for (const [how, stage] of Object.entries({'by tsx': inTime, 'after compiling': afterCompiling})) {
    for (const name of ['hangs', 'spins'])
      test(`a file that ${name} is ended and is a failure, ${how}`, async () => {
        const {failed, said} = await heard((print) => stage([planted(name)], print));
        assert.ok(failed >= 1, said);
        assert.ok(said.includes(`not ok ${planted(name)}`), said);
      });
  }

  test('of files that share a process, each that fails, throws, ends or has no test is a failure', async () => {
    const files = ['is-empty', 'fails', 'throws'].map(planted);
    const {passed, failed, said} = await heard((print) => together(files, print));
    assert.deepEqual([passed, failed], [2, 3], said);
    assert.match(said, /not ok test\/harness\/planted\/fails\.test\.ts > it does not hold\n[^]*as planted/);
    assert.match(said, /throws\.test\.ts > can be loaded\n[^]*as planted/);
    assert.match(said, /not ok test\/harness\/planted\/is-empty\.test\.ts\n {4}no test of this file ran/);
    const ended = await heard((print) => together([planted('ends'), planted('fails')], print));
    assert.ok(ended.failed >= 2, ended.said);
    const late = await heard((print) => together([planted('fails-late')], print));
    assert.deepEqual([late.passed, late.failed], [1, 1], late.said);
    assert.match(late.said, /as planted/);
    const hung = await heard((print) => together([planted('hangs'), planted('fails')], print));
    assert.ok(hung.failed >= 2, hung.said);
  });

  test('of files that share a process, one whose helper leaves all of it out is no failure', async () => {
    const files = ['leaves-all-out', 'leaves-some-out'].map(planted);
    const {said, ...counts} = await heard((print) => together(files, print));
    assert.deepEqual(counts, {passed: 1, failed: 0, skipped: 2}, said);
  });

  test('a program that prints on and on is ended when its time is up, with all that it started', async () => {
    const script = `require('node:child_process').spawn('sleep', ['997']); setInterval(() => console.log('on'), 100)`;
    const {said, ...counts} = await heard(async (print) => ({code: await run(['-e', script], {seconds: 1, print})}));
    assert.equal(counts['code'], null);
    assert.match(said, /took longer than 1 s/);
  });
});
