/** `kb-otp-endpoint`, as an operator starts it. */

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { scriptArguments } from './scripts.js';

const main = fileURLToPath(new URL('../../src/operate/main.ts', import.meta.url));

/**
 * Ends by itself, or is killed as soon as it has said something that fits.
 * @param key what KB_OTP_SERVICE_KEY is
 * @param killed what is killed in its place
 */
export function kbOtpEndpoint(
  key: string,
  options: readonly string[],
  killAt?: RegExp,
  killed?: ChildProcess,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const env = { ...process.env, KB_OTP_SERVICE_KEY: key };
  const child = spawn(process.execPath, [...scriptArguments(main), ...options], { env });
  let said = '';
  const hear = (text: Buffer) => {
    said += text.toString();
    if (killAt?.test(said) === true) (killed ?? child).kill('SIGKILL');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}
