/** The OATH Toolkit's own TOTP: an implementation that shares nothing with ours. */

import { spawnSync } from 'node:child_process';
import { installPackage } from './packages.js';

export interface OathtoolRequest {
  readonly seed: Buffer;
  readonly algorithm: string;
  readonly digits: number;
  /** Seconds. */
  readonly period: number;
  /** Epoch milliseconds. */
  readonly from: number;
  /** How many steps, one code each. */
  readonly steps: number;
}

const isThere = (): boolean => spawnSync('oathtool', ['--version']).status === 0;

/** @throws with one line that says what to install when there is no oathtool */
export function oathtoolCodes({ seed, algorithm, digits, period, from, steps }: OathtoolRequest): string[] {
  if (!isThere()) installPackage('oathtool');
  if (!isThere()) throw new Error('No oathtool: install the package `oathtool`.');
  const time = ['--now', `@${Math.floor(from / 1000)}`, '--time-step-size', `${period}s`];
  const flags = [`--totp=${algorithm}`, '--digits', String(digits), '--window', String(steps - 1), ...time];
  // From its standard input, because arguments are there for every process to read.
  const { status, stdout, stderr } = spawnSync('oathtool', [...flags, '-'], {
    input: seed.toString('hex'),
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  });
  if (status !== 0) throw new Error(`oathtool: ${stderr}`);
  return stdout.trim().split('\n');
}
