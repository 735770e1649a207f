/** Runs a program of a stage: what it prints is kept for its stage, and it ends when its time is up. */
import {spawn} from 'node:child_process';
import {rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const running = new Set();

/** It and whatever it has started: each program leads a group of its own. */
const end = (child) => {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
};

/** @type {(() => void)[]} */
const cleanUps = [];

/**
 * What has to be put away even when a signal ends this process (Ctrl-C).
 * @param {() => void} cleanUp done at once, the last one first, when whatever was started has ended
 * @returns {() => void} call it when there is nothing to put away any more
 */
export const atSignal = (cleanUp) => {
  cleanUps.unshift(cleanUp);
  return () => void cleanUps.splice(cleanUps.indexOf(cleanUp), 1);
};

const attempt = (cleanUp) => {
  try {
    cleanUp();
  } catch (error) {
    console.error(error);
  }
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    for (const child of running) end(child);
    cleanUps.forEach(attempt);
    process.exit(130);
  });
}

/**
 * A folder that is there while `work` runs.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 */
export const whileThere = async (folder, work) => {
  // What still writes into it is about to end.
  const remove = () => rmSync(folder, {recursive: true, force: true, maxRetries: 20, retryDelay: 50});
  const forget = atSignal(remove);
  try {
    return await work();
  } finally {
    forget();
    remove();
  }
};

/**
 * @typedef {object} Run
 * @property {Record<string, string | undefined>} [env] besides what this process has
 * @property {number} seconds after which it is ended
 * @property {(text: string) => void} print hears what it says
 */

/**
 * @param {string[]} args of node
 * @param {Run} options
 * @returns {Promise<number | null>} its exit code; null if it was ended
 */
export const run = (args, {env = {}, seconds, print}) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {...process.env, ...env},
      detached: process.platform !== 'win32',
    });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', print);
    const limit = setTimeout(() => {
      print(`not ok: it took longer than ${seconds} s and was ended: node ${args.slice(0, 6).join(' ')}\n`);
      end(child);
    }, seconds * 1000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve(code);
    });
  });
