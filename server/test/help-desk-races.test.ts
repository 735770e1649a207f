/** Approving, refusing and approving by a third agent at once, at two processes. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import { connect } from '../src/store/connect.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { deskOf, type Desk } from './support/help-desk.js';
import { startTwo } from './support/process.js';

const account: string = accounts.kbOtp;
const rounds = 40;
const key = randomBytes(32).toString('base64');

onEachDatabase(
  'One outcome of an act that waits for a second agent',
  (database) => {
    let desks: ReadonlyArray<(agent: string) => Desk> = [];

    before(async () => {
      const two = await startTwo(database(), {
        KB_OTP_SERVICE_KEY: key,
        KB_OTP_FOUR_EYES: 'end-sessions',
        KB_OTP_HELPDESK_PER_AGENT: '1000000',
        KB_OTP_HELPDESK_PER_KEY: '1000000',
      });
      desks = two.map((each) => (agent: string) => deskOf(each.client(key), agent));
    });

    async function race(turn: number): Promise<readonly string[]> {
      const [here = assert.fail(), there = assert.fail()] = desks;
      const { body } = await here('a.tran').order(account, { act: 'end-sessions' });
      const { id } = body.act;
      const approve = () => (turn % 2 === 0 ? there('b.le') : here('b.le')).approve(id);
      const refuse = () => (turn % 2 === 0 ? here('c.vo') : there('c.vo')).refuse(id);
      const again = () => there('d.ho').approve(id);
      const starts = turn % 3 === 0 ? [refuse, approve, again] : [approve, again, refuse];
      const replies = await Promise.all(starts.map((start) => start()));
      assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409], `round ${turn}`);
      return replies.flatMap(({ status, body: told }) => (status === 200 ? [told.act.state] : []));
    }

    test('is all that anybody is told in every round, and done once where it is done', async () => {
      const told: string[] = [];
      for (let turn = 0; turn < rounds; turn++) told.push(...(await race(turn)));
      assert.deepEqual([...new Set(told)].sort(), ['done', 'refused']);
      const done = told.filter((state) => state === 'done').length;
      const { db } = connect(database().config);
      const changes = await db.selectFrom('method_changes').where('act', '=', 'sessions-ended').select('id').execute();
      const notices = await db.selectFrom('notices').where('kind', '=', 'sessions-ended').select('id').execute();
      await db.destroy();
      assert.deepEqual([changes.length, notices.length], [done, done]);
    });
  },
  ['postgres'],
);
