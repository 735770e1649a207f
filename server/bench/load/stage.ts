/** Two endpoint processes, the customers whom they serve, and what these see. */

import { rmSync } from 'node:fs';
import type { EndpointConfig } from '../../src/index.js';
import { connect, type PostgresConfig } from '../../src/store/connect.js';
import { temporaryFolder } from '../../test/support/databases.js';
import { startTwo, type EndpointProcess } from '../../test/support/process.js';
import type { Clients, Phone } from './acts.js';
import { openLedger } from './ledger.js';
import type { Setting } from './outage.js';
import { environmentOf, type Population } from './population.js';
import { clientsAt, createSend } from './send.js';
import { faultsOf } from './verify.js';

export interface Stage extends Setting {
  readonly processes: readonly EndpointProcess[];
  /** At each process in turn. */
  readonly clients: Clients;
}

/** Undoes what was begun, the last first. */
export type AtEnd = (cleanUp: () => Promise<unknown>) => void;

/** @param urls of the database, as the processes are told them */
export async function openStage(
  { config, population }: { readonly config: EndpointConfig; readonly population: Population },
  urls: Readonly<Record<string, string>>,
  atEnd: AtEnd,
): Promise<Stage> {
  const folder = temporaryFolder();
  atEnd(async () => rmSync(folder, { recursive: true, force: true }));
  const environment = { KB_OTP_DATA_DIR: folder, ...environmentOf(config), ...urls };
  const processes = await startTwo({ config: config.database, environment, atEnd });
  const send = createSend();
  const [one, other] = [clientsAt(send, processes[0].url), clientsAt(send, processes[1].url)];
  let turn = 0;
  const clients: Clients = (token) => (turn++ % 2 === 0 ? one : other)(token);
  const phones: Phone[] = population.phones.map((phone) => ({ ...phone, lastStep: 0 }));
  const each: Stage['each'] = (token) => [one(token), other(token)];
  return { processes, population, phones, ledger: openLedger(), clients, each };
}

/** Ends the processes first, so that nothing is under way. @returns what is lost or doubled */
export async function closeStage({ processes, ledger }: Stage, database: PostgresConfig): Promise<string[]> {
  const died = processes.filter(({ child }) => child.exitCode !== null || child.signalCode !== null);
  await Promise.all(processes.map((process) => process.stop()));
  const { db } = connect(database);
  try {
    return [...died.map(({ url }) => `Died: the process at ${url}.`), ...(await faultsOf(ledger, db))];
  } finally {
    await db.destroy();
  }
}
