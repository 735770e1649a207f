/** What keeps the process from starting, in a sentence for whoever runs it. */

import { ConfigError } from './config.js';
import { KmsFault } from './kms/kms.js';
import { OperationsFault } from './listen.js';
import { MigrationAddressFault } from './store/bring-up-to-date.js';
import { codeOf, DatabaseAway } from './store/faults.js';
import { FileTaken } from './store/sqlite-owner.js';
import { PackagesMissing } from './telemetry/otlp.js';

const sentences: ReadonlyArray<readonly [RegExp, string]> = [
  [/^EADDRINUSE$/, 'PORT is in use: another process listens there.'],
  [/^(EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN)$/, 'HOST is no address of this machine.'],
  [/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|ENOSPC)$/, 'PORT or KB_OTP_DATA_DIR may not be used by this process.'],
  [/^SQLITE_/, 'KB_OTP_DATA_DIR holds no database that can be used.'],
  [/^28|^3D000|^42501/, 'DATABASE_URL is refused by PostgreSQL: user, password, database or rights are wrong.'],
  [/^(53|57P03|08)/, 'DATABASE_URL leads to a PostgreSQL that takes no connections now.'],
];

/** One line for each thing that is wrong. It quotes no address, for that may hold a password. */
export function describeStartFault(error: unknown): string {
  if ([ConfigError, KmsFault, PackagesMissing].some((known) => error instanceof known)) return (error as Error).message;
  if (error instanceof FileTaken) {
    return 'KB_OTP_DATA_DIR belongs to another process: SQLite is for one. Set DATABASE_URL to a PostgreSQL for several.';
  }
  const causes = [...causesOf(error)];
  const code = causes.map(codeOf).find((known) => known !== null) ?? null;
  const suffix = code === null ? '' : ` (${code})`;
  const ofEndpoint = causes.some((cause) => cause instanceof DatabaseAway)
    ? 'DATABASE_URL leads to no PostgreSQL that answers.'
    : sentences.find(([codes]) => code !== null && codes.test(code))?.[1];
  const sentence = ofEndpoint === undefined ? undefined : ofOwnName(ofEndpoint, causes);
  return `${sentence ?? `The endpoint could not start: ${summaryOf(error)}`}${suffix}`;
}

/** What has two variables is named by the one that was used. */
const renamings = [
  [OperationsFault, /^(PORT|HOST)/, 'KB_OTP_OPERATIONS_$1'],
  [MigrationAddressFault, /^DATABASE_URL/, 'DATABASE_MIGRATION_URL'],
] as const;

function ofOwnName(sentence: string, causes: readonly unknown[]): string {
  const renaming = renamings.find(([Fault]) => causes.some((cause) => cause instanceof Fault));
  return renaming === undefined ? sentence : sentence.replace(renaming[1], renaming[2]);
}

function* causesOf(error: unknown): Generator<unknown> {
  for (let cause = error; cause instanceof Error; cause = cause.cause) yield cause;
}

function summaryOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : typeof error;
}
