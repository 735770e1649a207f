/** SQLite files that several processes open for the first time at once. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { scriptArguments } from './support/scripts.js';

const folder = mkdtempSync(join(tmpdir(), 'kb-otp-connect-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const script = fileURLToPath(new URL('support/opening-databases.ts', import.meta.url));
const files = 100;
/** Milliseconds; enough for both to have started. */
const headStart = 3000;

test('two processes that open a hundred new databases at the same moments both get each of them', async () => {
  const start = Date.now() + headStart;
  const opened = await Promise.all([1, 2].map(() => openAll(start)));
  assert.deepEqual(opened, [`${files} opened\n`, `${files} opened\n`]);
});

async function openAll(start: number): Promise<string> {
  const parameters = [...scriptArguments(script), folder, String(files), String(start)];
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
  return text(child.stdout);
}
