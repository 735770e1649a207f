/**
 * One process for each SQLite file. Two would work, and share one writer's lock by polling: a quarter of the speed of
 * one, with health checks of a second. The lock is the operating system's, so a process that dies gives it up.
 */

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { codeOf } from './faults.js';

/** Another process has the file. */
export class FileTaken extends Error {
  override name = 'FileTaken';
  constructor() {
    super('Another process has this SQLite file. SQLite is for one process; several need PostgreSQL.');
  }
}

interface Owned {
  readonly lock: Libsql.Database;
  users: number;
}

/** Within one process several may use a file, as tests do. */
const owned = new Map<string, Owned>();

/**
 * Takes the file for this process.
 * @returns what gives it up
 * @throws {FileTaken}
 */
export function ownFile(file: string): () => void {
  const known = owned.get(file) ?? { lock: take(`${file}.owner`), users: 0 };
  owned.set(file, known);
  known.users += 1;
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    known.users -= 1;
    if (known.users > 0) return;
    owned.delete(file);
    known.lock.close();
  };
}

/** An empty database beside the file, locked for as long as it is open; the file itself stays open to backups. */
function take(file: string): Libsql.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = new Libsql(file);
  try {
    lock.exec('PRAGMA busy_timeout = 0');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (codeOf(error)?.startsWith('SQLITE_BUSY')) throw new FileTaken();
    throw error;
  }
}
