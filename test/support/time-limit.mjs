/**
 * Loaded before a test file (`--import`): ends its process when `KB_OTP_TEST_SECONDS` are over, also one that computes
 * without end. Since Node 24 `--test-timeout` ends the tests of a file, but not a file that goes on after them.
 */
import {isMainThread, Worker} from 'node:worker_threads';

const {NODE_TEST_CONTEXT: isTestFile, KB_OTP_TEST_SECONDS: seconds} = process.env;

const watch = `
  const {writeSync} = require('node:fs');
  setTimeout(() => {
    writeSync(2, 'it took longer than ${seconds} s and was ended\\n');
    process.kill(process.pid, 'SIGKILL');
  }, ${Number(seconds) * 1000});
`;

if (isMainThread && isTestFile && seconds) new Worker(watch, {eval: true}).unref();
