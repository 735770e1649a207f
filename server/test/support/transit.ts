/** A KMS of the Vault kind: its engine Transit over HTTP, with keys of its own and AES-256-GCM. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { standingPort } from '../../../test/support/ports.mjs';

export interface Transit {
  readonly url: string;
  readonly token: string;
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[];
  /** Keys that were made or shown, in base64. */
  readonly seen: readonly string[];
  /** Instead of an answer of its own; null for that again. */
  answerWith(answer: ((response: ServerResponse) => void) | null): void;
  /** Wraps as a customer of the KMS would. */
  wrap(plain: Uint8Array): string;
  /** A new version of the key, under which is wrapped from then on. */
  rotate(): void;
  /** Earlier versions than the newest open nothing any more. */
  shutEarlier(): void;
  /** Nobody listens from then on. */
  close(): void;
  /** At the same address as before. */
  open(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

interface Asked {
  readonly plaintext?: string;
  readonly ciphertext?: string;
  readonly bits?: number;
}

export interface TransitOptions {
  readonly mount?: string;
  readonly key?: string;
  readonly namespace?: string;
}

export async function startTransit({
  mount = 'transit',
  key = 'kb-otp',
  namespace,
}: TransitOptions = {}): Promise<Transit> {
  const token = `hvs.${randomBytes(24).toString('base64url')}`;
  const versions = [randomBytes(32)];
  const [asked, seen]: [string[], string[]] = [[], []];
  let [oldest, instead]: [number, ((response: ServerResponse) => void) | null] = [1, null];

  const wrap = (plain: Uint8Array): string => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', versions.at(-1) ?? '', nonce);
    const box = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return `vault:v${versions.length}:${box.toString('base64')}`;
  };
  const unwrap = (wrapped: string): Buffer => {
    const [, version = '', text = ''] = /^vault:v(\d+):(.+)$/.exec(wrapped) ?? [];
    if (Number(version) < oldest) throw new Error('ciphertext version is disallowed by policy (too old)');
    const box = Buffer.from(text, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', versions[Number(version) - 1] ?? '', box.subarray(0, 12));
    decipher.setAuthTag(box.subarray(-16));
    return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]);
  };
  const shown = (plain: Buffer): string => {
    seen.push(plain.toString('base64'));
    return plain.toString('base64');
  };
  const acts: Readonly<Record<string, (body: Asked) => unknown>> = {
    decrypt: ({ ciphertext = '' }) => ({ plaintext: shown(unwrap(ciphertext)) }),
    encrypt: ({ plaintext = '' }) => ({ ciphertext: wrap(Buffer.from(plaintext, 'base64')) }),
    rewrap: ({ ciphertext = '' }) => ({ ciphertext: wrap(unwrap(ciphertext)) }),
    'datakey/wrapped': ({ bits = 256 }) => ({ ciphertext: wrap(randomBytes(bits / 8)) }),
  };
  const answer = ({ headers, url = '' }: IncomingMessage, text: string): Answer => {
    const isAllowed = headers['x-vault-token'] === token && headers['x-vault-namespace'] === namespace;
    if (!isAllowed) return { status: 403, body: { errors: ['permission denied'] } };
    const path = url.startsWith(`/v1/${mount}/`) ? url.slice(`/v1/${mount}/`.length) : '';
    const act = acts[path.slice(0, path.lastIndexOf('/'))];
    if (act === undefined) return { status: 404, body: { errors: [] } };
    if (!path.endsWith(`/${key}`)) return { status: 400, body: { errors: ['encryption key not found'] } };
    try {
      return { status: 200, body: { request_id: 'r', data: act(JSON.parse(text) as Asked) } };
    } catch (error) {
      return { status: 400, body: { errors: [String(error)] } };
    }
  };
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (instead !== null) return instead(response);
      const { status, body } = answer(request, text);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  const port = await standingPort();
  const open = async () => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await open();
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    asked,
    seen,
    answerWith: (given) => void (instead = given),
    wrap,
    rotate: () => void versions.push(randomBytes(32)),
    shutEarlier: () => void (oldest = versions.length),
    close() {
      server.closeAllConnections();
      server.close();
    },
    open,
  };
}
