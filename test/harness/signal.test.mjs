/** Ctrl-C leaves nothing behind: no process, no folder. */
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {setTimeout as passed} from 'node:timers/promises';
import {memoryFolder} from '../support/memory-folder.mjs';

const stages = new URL('../support/stages.mjs', import.meta.url).href;
const script = `import {serverTests} from '${stages}';
await serverTests(['test/harness/planted/hangs.test.ts'], (text) => process.stdout.write(text));`;

/** Milliseconds between two looks. */
const LOOK = 50;
/** Milliseconds that a busy machine may take to compile, to start a database, to end it. */
const LONGEST = 60_000;

const until = async (look) => {
  for (const deadline = Date.now() + LONGEST; Date.now() < deadline; await passed(LOOK)) {
    const seen = look();
    if (seen) return seen;
  }
  assert.fail(`it did not come to ${look}`);
};

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const listed = (folder, prefix) =>
  readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => path.join(folder, name));

const usesPostgres = process.env['KB_OTP_TEST_SKIP_POSTGRES'] !== '1' && !process.env['KB_OTP_TEST_DATABASE_URL'];

test('a signal ends the tests with their database, and takes their folders with it', async () => {
  // A runner within this one would speak to it instead of its own reporter.
  const env = {...process.env, NODE_TEST_CONTEXT: undefined};
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {stdio: 'ignore', env});
  const ended = once(child, 'exit');
  const own = () => listed(memoryFolder(), `kb-otp-${child.pid}-`);
  const clusters = () => own().flatMap((folder) => listed(folder, 'kb-otp-postgres-'));
  const postmasters = () => clusters().map((folder) => read(path.join(folder, 'data/postmaster.pid')));
  // One folder is the database's, the other that of the tests, which run by then.
  await until(() => own().length === (usesPostgres ? 2 : 1));
  const pids = postmasters().map((text) => Number.parseInt(text, 10));
  assert.deepEqual(pids.map(isAlive), usesPostgres ? [true] : []);
  child.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
  assert.deepEqual(own(), []);
  await until(() => !pids.some(isAlive));
});
