/** Acts of the help desk that a second agent has to approve. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultPolicy } from '../src/index.js';
import { digestOf } from '../src/service-credentials.js';
import { createClient } from './support/client.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { fresh, origin, startEndpoint, useEndpoint, type TestEndpoint } from './support/endpoint.js';
import { deskOf } from './support/help-desk.js';
import { changesOf, messagesTo } from './support/methods.js';

const helpDesk = { ...defaultPolicy.helpDesk, perAgent: 100_000, perCredential: 100_000 };
const { kbOtp } = accounts;

onEachDatabase('Four eyes', (database) => {
  const rules = { ...helpDesk, fourEyes: ['unlock', 'suspend', 'revoke-device'] } as const;
  const endpoint = useEndpoint(database, { policy: { ...defaultPolicy, helpDesk: rules } });

  async function asked(on: TestEndpoint, account: string = kbOtp): Promise<string> {
    const { status, body } = await deskOf(on.backEnd, 'a.tran').order(account, { act: 'suspend', reason: 'not-me' });
    assert.deepEqual([status, body.act.state, body.act.changed], [200, 'waiting', false]);
    return body.act.id;
  }

  const isSuspended = async (on: TestEndpoint, account: string = kbOtp) =>
    (await deskOf(on.backEnd, 'looks').show(account)).body.suspended;

  test('an act waits until a second agent approves it; the trail names both, and the customer is told then', async () => {
    const { on, client } = await fresh(endpoint());
    const id = await asked(on);
    assert.equal(await isSuspended(on), false);
    assert.deepEqual([await changesOf(on, kbOtp), await messagesTo(client, kbOtp)], [[], []]);
    const second = deskOf(on.backEnd, 'b.le');
    const { body: waiting } = await second.waiting();
    assert.deepEqual(
      waiting.acts.map((act) => [act.id, act.agent, act.account, act.reason]),
      [[id, 'a.tran', kbOtp, 'not-me']],
    );
    assert.deepEqual((await second.show(kbOtp)).body.acts, waiting.acts);

    const { status, body } = await second.approve(id);
    assert.deepEqual([status, body.act.state, body.act.changed, body.act.decidedBy], [200, 'done', true, 'b.le']);
    assert.equal(await isSuspended(on), true);
    const [change] = await changesOf(on, kbOtp);
    assert.deepEqual([change?.act, change?.actor, change?.approver], ['suspended', 'a.tran', 'b.le']);
    assert.match((await messagesTo(client, kbOtp)).join(), /tạm ngừng/);
    assert.deepEqual((await second.waiting()).body.acts, []);
  });

  test('whoever asked does not decide, however they write themselves', async () => {
    const { on } = await fresh(endpoint());
    const id = await asked(on);
    for (const agent of ['a.tran', 'A.Tran']) {
      for (const decide of ['approve', 'refuse'] as const) {
        const { status, body } = await deskOf(on.backEnd, agent)[decide](id);
        assert.deepEqual([status, body.code], [403, 'step_up_required'], agent);
      }
    }
    assert.equal(await isSuspended(on), false);
    assert.equal((await deskOf(on.backEnd, 'b.le').approve(id)).status, 200);
  });

  test('a second agent refuses it, and nothing has happened', async () => {
    const { on, client } = await fresh(endpoint());
    const id = await asked(on);
    const { body } = await deskOf(on.backEnd, 'b.le').refuse(id);
    assert.deepEqual([body.act.state, body.act.changed, body.act.decidedBy], ['refused', false, 'b.le']);
    const late = await deskOf(on.backEnd, 'c.vo').approve(id);
    assert.deepEqual([late.status, late.body.code], [409, 'state_conflict']);
    assert.deepEqual([await isSuspended(on), await messagesTo(client, kbOtp)], [false, []]);
  });

  test('an act whose time is over is nobody’s to approve, and waits in no list', async () => {
    const { on } = await fresh(endpoint());
    const id = await asked(on);
    on.pass(rules.decisionTime);
    assert.deepEqual((await deskOf(on.backEnd, 'b.le').waiting()).body.acts, []);
    const { status, body } = await deskOf(on.backEnd, 'b.le').approve(id);
    assert.deepEqual([status, body.code], [409, 'state_conflict']);
    assert.equal(await isSuspended(on), false);
    assert.equal((await deskOf(on.backEnd, 'b.le').approve('A'.repeat(22))).status, 404);
  });

  test('where two keys are asked for, another name at the same key is not enough', async () => {
    const serviceCredentials = ['desk-a', 'desk-b'].map((name) => ({
      ...{ name, scopes: ['helpdesk'] as const },
      digest: digestOf(name.repeat(9)),
    }));
    const policy = { ...defaultPolicy, helpDesk: { ...rules, otherCredential: true } };
    const on = await startEndpoint(database(), { serviceCredentials, policy });
    await on.reset();
    const send = (request: Request) => on.endpoint.fetch(request);
    const by = (key: string, agent: string) => deskOf(createClient(send, origin, `Bearer ${key.repeat(9)}`), agent);
    const { body } = await by('desk-a', 'a.tran').order(kbOtp, { act: 'suspend' });
    for (const [key, agent, expected] of [
      ['desk-a', 'b.le', 403],
      ['desk-b', 'a.tran', 403],
      ['desk-b', 'b.le', 200],
    ] as const) {
      assert.equal((await by(key, agent).approve(body.act.id)).status, expected, `${key} ${agent}`);
    }
  });

  test('what needs two agents is not done by one elsewhere, and what needs one is done at once', async () => {
    const { on } = await fresh(endpoint());
    const why = { actor: 'a.tran', reason: 'Recognized.' };
    const { status } = await on.backEnd.post(`/v1/accounts/${kbOtp}/reopenings`, why);
    assert.equal(status, 403);
    const { body } = await deskOf(on.backEnd, 'a.tran').order(kbOtp, { act: 'end-sessions' });
    assert.equal(body.act.state, 'done');
  });

  test('nobody waits for what is not there', async () => {
    const { on } = await fresh(endpoint());
    const desk = deskOf(on.backEnd, 'a.tran');
    assert.equal((await desk.order('058C999999', { act: 'suspend' })).status, 404);
    assert.equal((await desk.order(kbOtp, { act: 'revoke-device', device: 'A'.repeat(22) })).status, 404);
    assert.equal((await desk.order(kbOtp, { act: 'unlock', method: 'none' })).status, 404);
  });
});
