/** A gateway that takes what it should, and an endpoint whose looks for due notices are the test's to make. */

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { CodeMessage, EndpointConfig } from '../../src/index.js';
import { connect } from '../../src/store/connect.js';
import type { Client } from './client.js';
import { accounts } from './codes.js';
import type { TestDatabase } from './databases.js';
import { enrolDevice } from './device.js';
import { startEndpoint, type TestEndpoint } from './endpoint.js';
import { enrolling } from './enrolling.js';

/** Milliseconds between two looks. */
export const look = 5000;

/** Codes ask nobody to call. */
export const isNotice = ({ text }: CodeMessage) => text.en.includes('Not you?');

export async function started(
  t: TestContext,
  database: TestDatabase,
  config: Partial<EndpointConfig>,
): Promise<TestEndpoint> {
  const on = await startEndpoint(database, config);
  t.after(() => on.endpoint.close());
  return on;
}

export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, `It never came about that ${what}.`);
    await new Promise(setImmediate);
  }
}

/** Lets a look for due notices happen, and waits until it is over. */
export async function lookAgain(t: TestContext, { config: { database }, now }: TestEndpoint): Promise<void> {
  const { db } = connect(database);
  const due = () =>
    db
      .selectFrom('notice_sends')
      .where('state', '=', 'waiting')
      .where('next_at', '<=', now())
      .select('notice')
      .execute();
  const drains = () =>
    db.selectFrom('chores').where('name', '=', 'notices').where('held_until', '>', 0).select('name').execute();
  await until('nothing is due', async () => {
    t.mock.timers.tick(look);
    return (await due()).length === 0 && (await drains()).length === 0;
  });
  await db.destroy();
}

/** Takes codes, and of notices what `faultOf` lets pass. */
export function gateway(faultOf: (message: CodeMessage, attempt: number) => Error | null) {
  const handed: CodeMessage[] = [];
  const codes: CodeMessage[] = [];
  const deliver = async (message: CodeMessage) => {
    if (!isNotice(message)) return void codes.push(message);
    handed.push(message);
    const fault = faultOf(message, handed.filter(({ id }) => id === message.id).length);
    if (fault !== null) throw fault;
  };
  const sentCode = async () => /\b([0-9]{6})\b/.exec(codes.at(-1)?.text.vi ?? '')?.[1] ?? 'none';
  return { handed, sentCode, config: { delivery: { kind: 'custom', delivery: { deliver } } } as const };
}

export async function countWaiting({ config }: TestDatabase): Promise<number> {
  const { db } = connect(config);
  const rows = await db.selectFrom('notice_sends').where('state', '=', 'waiting').select('notice').execute();
  await db.destroy();
  return rows.length;
}

/** The demo customer's account of an SMS, registered on a device: which they are told by six addresses. */
export async function registered(
  on: TestEndpoint,
  sentCode: () => Promise<string>,
): Promise<{ readonly client: Client; readonly device: string }> {
  await on.reset();
  const client = await on.client();
  const { enrolment } = await enrolDevice(enrolling({ ...on, sentCode }, client), { accounts: [accounts.sms] });
  return { client, device: enrolment.device };
}
