/** Whatever goes wrong in a test file, the runner says so: files are planted that fail in every way there is. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {browserTests, compiledTests, nodeTests, unitTests} from '../support/stages.mjs';
import {run} from '../support/processes.mjs';

const planted = (name) => `test/harness/planted/${name}.test.ts`;

/** A runner within this one would speak to it instead of its own reporter. */
delete process.env['NODE_TEST_CONTEXT'];

const heard = async (work) => {
  let said = '';
  const counts = await work((text) => void (said += text));
  return {...counts, said};
};

const inTime = (files, print) => nodeTests(files, {concurrency: 2, seconds: 3, flags: ['--import', 'tsx'], print});

const afterCompiling = (files, print) =>
  compiledTests(files, [], (folder, compiled) =>
    nodeTests(compiled, {
      concurrency: 2,
      seconds: 3,
      flags: ['--enable-source-maps'],
      env: {KB_OTP_TEST_COMPILED: folder},
      print,
    }),
  );

for (const [how, stage] of Object.entries({'by tsx': unitTests, 'after compiling': afterCompiling})) {
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
    const {failed, said} = await heard((print) => unitTests([planted('asks-for-nothing')], print));
    assert.equal(failed, 1, said);
    await assert.rejects(
      heard((print) => afterCompiling([planted('asks-for-nothing')], print)),
      /nowhere\.js/,
    );
  });

  for (const [how, stage] of Object.entries({'by tsx': inTime, 'after compiling': afterCompiling})) {
    test(`a file that does not end is ended and is a failure, ${how}`, async () => {
      const {failed, said} = await heard((print) => stage([planted('hangs')], print));
      assert.ok(failed >= 1, said);
      assert.match(said, /not ok test\/harness\/planted\/hangs\.test\.ts/);
    });
  }

  test('a program that prints on and on is ended when its time is up, with all that it started', async () => {
    const script = `require('node:child_process').spawn('sleep', ['997']); setInterval(() => console.log('on'), 100)`;
    const {said, ...counts} = await heard(async (print) => ({code: await run(['-e', script], {seconds: 1, print})}));
    assert.equal(counts['code'], null);
    assert.match(said, /took longer than 1 s/);
  });
});

describe('in pages', () => {
  const page = (name) => planted(`pages/${name}`);

  test('tests that fail, files that do not load and files that have none are failures', async () => {
    const files = ['fails', 'throws', 'asks-for-nothing', 'is-empty'].map(page);
    const {passed, failed, said} = await heard((print) => browserTests(files, print));
    for (const file of files) assert.match(said, new RegExp(`not ok ${file.replaceAll('.', '\\.')}`), said);
    assert.deepEqual([passed, failed], [2, 4], said);
    assert.match(said, /fails\.test\.ts > does not hold\n[^]*as planted/);
  });
});
