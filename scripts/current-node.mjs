/**
 * Runs the tests of the endpoint (on SQLite), of the domain and of the runner of tests on the current LTS of Node.js,
 * which npm brings. The rest of the gate runs on the oldest that is promised (`engines`).
 */
import {spawnSync} from 'node:child_process';
import {filesIn} from '../test/support/folders.mjs';
import {root} from './tools.mjs';

const LTS = 26;

const tests = ['server', ...filesIn(['test/domain', 'test/flows']), 'test/harness/runner.test.mjs'];
const node = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@${LTS}`;
const args = ['exec', '--yes', `--package=${node}`, '--', 'node', 'test/run.mjs', ...tests];
const env = {...process.env, KB_OTP_TEST_SKIP_POSTGRES: '1'};
const {status} = spawnSync('npm', args, {cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32'});
process.exitCode = status ?? 1;
