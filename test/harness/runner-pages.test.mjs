/** Whatever goes wrong in a test file in a page, the runner says so: files are planted that fail in every way. */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {run} from '../support/processes.mjs';
import {browserTests} from '../support/stages.mjs';

const page = (name) => `test/harness/planted/pages/${name}.test.ts`;

const heard = async (work) => {
  let said = '';
  const counts = await work((text) => void (said += text));
  return {...counts, said};
};

describe('in pages', () => {
  test('tests that fail, files that throw while they load and files that have none are failures', async () => {
    const files = ['fails', 'throws', 'is-empty'].map(page);
    const {passed, failed, said} = await heard((print) => browserTests(files, print));
    for (const file of files) assert.match(said, new RegExp(`not ok ${file.replaceAll('.', '\\.')}`), said);
    assert.deepEqual([passed, failed], [2, 3], said);
    assert.match(said, /fails\.test\.ts > does not hold\n[^]*as planted/);
    // Where that stands in the sources, and not in what was bundled from them.
    assert.match(said, /as planted[^]*fails\.test\.ts:\d+:\d+/);
  });

  test('a file that asks for what is not there is a failure, bundled or not', async () => {
    const file = page('asks-for-nothing');
    await assert.rejects(
      heard((print) => browserTests([file], print)),
      /nowhere\.js/,
    );
    const args = ['node_modules/@web/test-runner/dist/bin.js', '--config', 'test/web-test-runner.config.mjs'];
    const {failed, said} = await heard(async (print) => ({
      failed: await run([...args, '--files', file], {seconds: 60, print}),
    }));
    assert.equal(failed, 1, said);
    assert.match(said, /not ok test\/harness\/planted\/pages\/asks-for-nothing/);
  });
});
