/** How a process of TypeScript is started: from what `npm test` has compiled, or by tsx where a file runs alone. */

import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * @param script path of a `.ts`, or of what is JavaScript already
 * @returns arguments of node
 */
export function scriptArguments(script: string): string[] {
  if (!script.endsWith('.ts')) return [script];
  const folder = process.env['KB_OTP_TEST_COMPILED'];
  const compiled = folder ? join(folder, relative(root, script).replace(/\.ts$/, '.js')) : '';
  return existsSync(compiled) ? [compiled] : ['--import', 'tsx', script];
}
