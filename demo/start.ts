/**
 * `npm start`: the demo on this machine. `PORT` chooses another port than 4173, `KB_OTP_DATA_DIR` another folder for
 * its data than `.data`.
 */

import {relative, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Demo} from './server.js';

const USUAL_PORT = 4173;
/** How many ports after the first are tried. */
const SPARE_PORTS = 20;
const dataDir = resolve(process.env['KB_OTP_DATA_DIR'] || fileURLToPath(new URL('../.data', import.meta.url)));

const shortDataDir = relative(process.cwd(), dataDir) || '.';
const print = (line: string) => console.log(line);

const begun = performance.now();
print('KB-OTP demo is starting');
// Loaded only now, so that the line above is there while the rest loads.
const [{startDemo}, {describeStartFault, FileTaken}] = await Promise.all([
  import('./server.js'),
  import('../server/src/index.js'),
]);
try {
  const demo = await startOnFreePort(portOf(process.env['PORT']));
  process.once('SIGINT', () => void shutDown(demo));
  process.once('SIGTERM', () => void shutDown(demo));
  print(`\nReady in ${((performance.now() - begun) / 1000).toFixed(1)} s: open ${demo.url}/  (Ctrl-C stops)`);
} catch (error) {
  console.error(`\n${describeFault(error)}`);
  process.exitCode = 1;
}

function portOf(text = ''): number {
  const port = text === '' ? USUAL_PORT : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  print(`PORT is "${text}", which is no port; ${USUAL_PORT} is used.`);
  return USUAL_PORT;
}

async function startOnFreePort(first: number): Promise<Demo> {
  for (let port = first; port <= first + SPARE_PORTS; port += 1) {
    try {
      return await startDemo({port, dataDir, progress});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      print(`Port ${port} is in use; trying ${port + 1}.`);
    }
  }
  throw new Error(`No free port from ${first} to ${first + SPARE_PORTS}; choose one with PORT.`);
}

function describeFault(error: unknown): string {
  if (!(error instanceof FileTaken)) return describeStartFault(error);
  return `Another process has the data in ${shortDataDir}: stop it, or choose another folder with KB_OTP_DATA_DIR.`;
}

function progress(line: string): void {
  print(`  ${line.replace(dataDir, shortDataDir)}`);
}

/** Ends what is under way; a second Ctrl-C ends at once. */
async function shutDown(running: Demo): Promise<void> {
  process.once('SIGINT', () => process.exit(130));
  print('\nStopping');
  await running.close();
}
