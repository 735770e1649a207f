/**
 * A push service, and the browser that subscribes with it: what comes is checked and opened by Node's cryptography
 * alone, as RFC 8291 and RFC 8292 have it.
 */

import assert from 'node:assert/strict';
import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer as bytesOf } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { importJWK, jwtVerify, type JWTPayload } from 'jose';
import type { PushSubscription } from '../../generated/contract.js';
import type { PushTransport } from '../../src/delivery/push-transport.js';
import type { WebPushConfig } from '../../src/delivery/web-push.js';

const curve = 'prime256v1';
const fromText = (text: string) => Buffer.from(text, 'base64url');

export interface Receiver {
  /** Base64url. */
  readonly privateKey: string;
  readonly auth: string;
}

/** Opens one record of `aes128gcm` (RFC 8188) that is encrypted as RFC 8291 says. */
export function decrypt(body: Buffer, { privateKey, auth }: Receiver): Buffer {
  const [salt, idLength] = [body.subarray(0, 16), body.readUInt8(20)];
  const [sender, box] = [body.subarray(21, 21 + idLength), body.subarray(21 + idLength)];
  const pair = createECDH(curve);
  pair.setPrivateKey(privateKey, 'base64url');
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), sender]);
  const secret = createHmac('sha256', fromText(auth)).update(pair.computeSecret(sender)).digest();
  const material = createHmac('sha256', secret)
    .update(Buffer.concat([info, Buffer.of(1)]))
    .digest();
  const derive = (use: string, length: number) =>
    Buffer.from(hkdfSync('sha256', material, salt, `Content-Encoding: ${use}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(box.subarray(-16));
  const padded = Buffer.concat([decipher.update(box.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  assert.ok(end >= 0 && padded.subarray(end + 1).every((byte) => byte === 0), 'The padding is wrong.');
  return padded.subarray(0, end);
}

export interface Browser extends Receiver {
  readonly subscription: PushSubscription;
}

/** @param origin of the push service */
export function createBrowser(origin = 'https://fcm.googleapis.com'): Browser {
  const pair = createECDH(curve);
  const p256dh = pair.generateKeys('base64url');
  const auth = randomBytes(16).toString('base64url');
  const subscription = { endpoint: `${origin}/send/${randomUUID()}`, keys: { p256dh, auth } };
  return { privateKey: pair.getPrivateKey('base64url'), auth, subscription };
}

export interface Pushed {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PushService {
  readonly received: readonly Pushed[];
  /** What it says from now on; null: nothing at all. */
  answer(next: Answer | null): void;
  /** As if its names led here. */
  readonly transport: PushTransport;
}

export async function startPushService(t: TestContext): Promise<PushService> {
  const received: Pushed[] = [];
  let next: Answer | null = { status: 201 };
  const server = createServer((request, response) => {
    void bytesOf(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      if (next !== null) response.writeHead(next.status, next.headers).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    received,
    answer: (answer) => (next = answer),
    async transport({ url, headers, body }) {
      const { pathname } = new URL(url);
      const { 'Content-Length': _, ...others } = headers;
      const init = { method: 'POST', headers: others, body: new Uint8Array(body ?? []) };
      const response = await fetch(`http://127.0.0.1:${port}${pathname}`, init);
      const seconds = response.headers.get('retry-after');
      return { status: response.status, retryAfter: seconds === null ? null : Number(seconds) * 1000 };
    },
  };
}

export function webPush({ transport }: Pick<PushService, 'transport'>): WebPushConfig & { readonly publicKey: string } {
  const pair = createECDH(curve);
  const publicKey = pair.generateKeys('base64url');
  const services = ['fcm.googleapis.com', '*.push.apple.com'];
  // Without its leading zeros.
  const secret = pair.getPrivateKey();
  const key = Buffer.concat([Buffer.alloc(32 - secret.length), secret]).toString('base64url');
  return { key, publicKey, subject: 'mailto:otp@broker.example', services, transport };
}

/** What the sender says of itself (RFC 8292), once its signature holds. */
export async function vapidOf({ headers }: Pushed): Promise<{ readonly key: string; readonly claims: JWTPayload }> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(\S+)$/.exec(headers.authorization ?? '') ?? [];
  const point = fromText(key);
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const jwk = await importJWK({ kty: 'EC', crv: 'P-256', x, y } as { kty: string }, 'ES256');
  const { payload: claims } = await jwtVerify(token, jwk, { algorithms: ['ES256'] });
  return { key, claims };
}
