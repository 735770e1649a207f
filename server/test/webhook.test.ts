/** What a gateway's answer says of the message: only what it surely did not take can be taken back. */

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { DeliveryRefused, type CodeMessage } from '../src/delivery/delivery.js';
import { createWebhook } from '../src/delivery/webhook.js';

const message: CodeMessage = {
  id: 'm1',
  account: '058C000002',
  channel: 'sms',
  target: '0901234002',
  text: { vi: 'KBSV: 123456', en: 'KBSV: 123456' },
  sentAt: 0,
};

async function gateway(answer: (response: ServerResponse) => void): Promise<Server> {
  const server = createServer((request, response) => request.resume().on('end', () => answer(response)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
/** @param patience milliseconds; by itself as long as is usual, for a busy machine answers late */
const handTo = (url: string, patience?: number): Promise<unknown> =>
  createWebhook({ url, key: null, ...(patience === undefined ? {} : { timeout: patience }) })
    .deliver(message)
    .then(
      () => null,
      (error: unknown) => error,
    );
const close = (server: Server) => {
  server.closeAllConnections();
  server.close();
};

const [final, passing] = [
  [400, 410, 413, 422, 451],
  [401, 403, 404, 429],
];

const silence = 'silence';
const answers: ReadonlyArray<readonly [what: string, answer: (response: ServerResponse) => void, refused: boolean]> = [
  ...[...final, ...passing].map(
    (status) => [`${status}`, (r: ServerResponse) => void r.writeHead(status).end(), true] as const,
  ),
  ...[301, 408, 409, 500, 502, 503, 504].map(
    (status) => [`${status}`, (r: ServerResponse) => void r.writeHead(status, { location: '/' }).end(), false] as const,
  ),
  ['a connection that breaks off', (r) => void r.destroy(), false],
  [silence, () => undefined, false],
];

describe('The gateway', () => {
  for (const [what, answer, refused] of answers) {
    test(`${what} ${refused ? 'is a refusal' : 'leaves open what became of the message'}`, async (t) => {
      const server = await gateway(answer);
      t.after(() => close(server));
      const fault = await handTo(urlOf(server), what === silence ? 200 : undefined);
      assert.ok(fault instanceof Error);
      assert.equal(fault instanceof DeliveryRefused, refused, String(fault));
      assert.doesNotMatch(String(fault), /123456|0901234002/);
    });
  }

  for (const status of [...final, ...passing]) {
    test(`${status} is ${final.includes(status) ? 'a refusal for good' : 'no refusal for good: it is not about the message'}`, async (t) => {
      const server = await gateway((r) => void r.writeHead(status).end());
      t.after(() => close(server));
      const fault = await handTo(urlOf(server));
      assert.ok(fault instanceof DeliveryRefused);
      assert.equal(fault.isFinal, final.includes(status));
    });
  }

  test('200 takes it', async (t) => {
    const server = await gateway((r) => void r.writeHead(204).end());
    t.after(() => close(server));
    assert.equal(await handTo(urlOf(server)), null);
  });

  for (const host of ['127.0.0.1', 'localhost']) {
    test(`nobody who listens at ${host} is a refusal: nothing was sent`, async () => {
      const server = await gateway(() => undefined);
      const url = urlOf(server).replace('127.0.0.1', host);
      close(server);
      await once(server, 'close');
      assert.ok((await handTo(url)) instanceof DeliveryRefused);
    });
  }
});
