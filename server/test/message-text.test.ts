import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultPolicy } from '../src/domain/policy.js';
import { messageText } from '../src/delivery/message-text.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startEndpoint } from './support/endpoint.js';

const facts = { code: '482615', display: [], lifetime: 300_000 };

describe('a message with a code', () => {
  test('that is bound to a page ends in a line that a browser there reads (WebOTP), in both languages', () => {
    for (const text of Object.values(messageText({ ...facts, page: 'trade.example' })))
      assert.deepEqual(text.split('\n').slice(-2), ['', '@trade.example #482615']);
  });

  test('that is bound to none is one line', () => {
    for (const text of Object.values(messageText(facts))) assert.doesNotMatch(text, /[\n@#]/);
  });
});

onEachDatabase('Text messages of a channel that has a page', (database) => {
  test('are bound to it; those of another channel, and email, are not', async () => {
    const on = await startEndpoint(database(), {
      policy: { ...defaultPolicy, smsPages: { 'kb-trade': 'trade.example' } },
    });
    await on.reset();
    const lastLine = async (account: string, channel: 'kb-trade' | 'kb-able') => {
      const client = await on.client();
      await client.challenged({ account, channel });
      const { body } = await client.get<Inbox>(`/dev/inbox?account=${account}`);
      return body.messages[0]?.text.vi.split('\n').at(-1) ?? '';
    };
    assert.match(await lastLine(accounts.sms, 'kb-trade'), /^@trade\.example #\d{6}$/);
    assert.match(await lastLine(accounts.email, 'kb-trade'), /^KBSV: /);
    await on.reset();
    assert.match(await lastLine(accounts.sms, 'kb-able'), /^KBSV: /);
  });
});

interface Inbox {
  readonly messages: readonly { readonly text: { readonly vi: string } }[];
}
