/** Channels that the broker adds by a file: taken by the endpoint, told to the elements. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { usualChannels, type Channel } from '../src/domain/channels.js';
import { ConfigError, configFromEnvironment, defaultPolicy } from '../src/index.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';

const folder = mkdtempSync(join(tmpdir(), 'kb-otp-channels-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'channels.json');

function read(text: string): readonly Channel[] {
  writeFileSync(file, text);
  return configFromEnvironment({ KB_OTP_DEVELOPMENT: '1', KB_OTP_DATA_DIR: folder, KB_OTP_CHANNELS: file }).policy
    .channels;
}

const app = { id: 'kb-smart', name: 'KB-Smart', enrolls: true, makesCodes: true };
const page = { id: 'kb-home', name: 'KB-Home', aliases: ['kb-hom'] };
const futures = { id: 'kb-futures', name: 'KB-Futures', account: 'derivatives', synchronizes: true };

describe('The file of channels', () => {
  test('has its channels behind the six, and what a row does not say is no', () => {
    const channels = read(JSON.stringify([app, page, futures]));
    assert.deepEqual(channels.slice(0, usualChannels.length), usualChannels);
    const no = { account: 'base', aliases: [], enrolls: false, makesCodes: false, synchronizes: false };
    assert.deepEqual(channels.slice(usualChannels.length), [
      { ...no, ...app },
      { ...no, ...page },
      { ...no, ...futures },
    ]);
  });

  test('is not needed: the six are there without it', () => {
    const config = configFromEnvironment({ KB_OTP_DEVELOPMENT: '1', KB_OTP_DATA_DIR: folder });
    assert.equal(config.policy.channels, usualChannels);
  });

  const wrong: ReadonlyArray<readonly [string, string]> = [
    ['', 'is no JSON.'],
    ['{}', 'does not fit'],
    ['[{"id": "kb-smart"}]', 'channel 1: name'],
    [JSON.stringify([page, { ...app, id: 'KB' }]), 'channel 2: id'],
    [JSON.stringify([{ ...app, enrols: true }]), 'channel 1: enrols'],
    [JSON.stringify([{ ...app, name: ' ' }]), 'channel 1: name'],
    [JSON.stringify([{ ...app, makesCodes: false }]), 'channel 1: registers KB-OTP and makes no codes'],
    [JSON.stringify([{ ...app, account: 'derivatives' }]), 'channel 1: registers KB-OTP, which only'],
    [JSON.stringify([{ ...page, synchronizes: true }]), 'channel 1: synchronizes, which only'],
    [JSON.stringify([page, page]), 'has kb-home twice.'],
    [JSON.stringify([{ ...page, aliases: ['kb-home'] }]), 'has kb-home twice.'],
    [JSON.stringify([{ ...page, id: 'kb-trade' }]), 'has kb-trade twice.'],
    [JSON.stringify([{ ...page, aliases: ['kb-moblie-ds'] }]), 'has kb-moblie-ds twice.'],
    [JSON.stringify(Array.from({ length: 33 }, (_, index) => ({ ...page, id: `kb-${index}` }))), 'does not fit'],
  ];
  for (const [text, fault] of wrong) {
    test(`${text.slice(0, 70)} is refused: ${fault}`, () => {
      assert.throws(
        () => read(text),
        (error) =>
          error instanceof ConfigError && error.message.startsWith('KB_OTP_CHANNELS ') && error.message.includes(fault),
      );
    });
  }

  test('that can’t be read is refused', () => {
    assert.throws(
      () =>
        configFromEnvironment({
          KB_OTP_DEVELOPMENT: '1',
          KB_OTP_DATA_DIR: folder,
          KB_OTP_CHANNELS: join(folder, 'none'),
        }),
      /^ConfigError: KB_OTP_CHANNELS names a file that can’t be read\.$/,
    );
  });
});

onEachDatabase('A channel that the broker has added', (database) => {
  const channels = read(JSON.stringify([app, page, futures]));
  const endpoint = useEndpoint(database, { policy: { ...defaultPolicy, channels } });
  const signedIn = async () => endpoint().client();

  test('is told to the elements with what KB-OTP may do there, which of the six they know', async () => {
    const client = await signedIn();
    const { body } = await client.status(accounts.kbOtp, 'kb-smart');
    const { name } = app;
    assert.deepEqual(
      [body.channel, body.channelRules],
      ['kb-smart', { name, enrolls: true, makesCodes: true, synchronizes: false }],
    );
    assert.equal((await client.status(accounts.kbOtp, 'kb-trade')).body.channelRules, undefined);
  });

  test('is meant by its other spelling too', async () => {
    assert.equal((await (await signedIn()).status(accounts.kbOtp, 'kb-hom')).body.channel, 'kb-home');
  });

  test('of derivatives accounts has their method', async () => {
    const { body } = await (await signedIn()).status(accounts.notSynchronized, 'kb-futures');
    assert.deepEqual(
      body.methods.map(({ kind }) => kind),
      ['sms'],
    );
  });

  test('takes the purposes that its rules allow', async () => {
    const client = await signedIn();
    const asked = async (channel: string, purpose: 'enroll' | 'synchronize') =>
      (await client.challenge({ account: accounts.sms, channel, purpose })).status;
    assert.deepEqual(
      [await asked('kb-smart', 'enroll'), await asked('kb-smart', 'synchronize'), await asked('kb-home', 'enroll')],
      [201, 400, 400],
    );
  });

  test('stands under its name in a message', async () => {
    const client = await signedIn();
    await client.challenged({ account: accounts.email, channel: 'kb-home', purpose: 'login' });
    const inbox = await client.get<{ messages: { text: { vi: string } }[] }>(`/dev/inbox?account=${accounts.email}`);
    assert.match(inbox.body.messages[0]?.text.vi ?? '', /KB-Home/);
  });

  test('that is in no file is refused', async () => {
    assert.equal((await (await signedIn()).status(accounts.kbOtp, 'kb-other')).status, 400);
  });
});
