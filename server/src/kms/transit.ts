/** The secrets engine Transit of HashiCorp Vault and OpenBao, over HTTP. */

import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { codeOf } from '../store/faults.js';
import { KmsFault, type Kms } from './kms.js';
import { isToken, type KmsSettings } from './variables.js';

/** Milliseconds. */
const usualTimeout = 5000;
const freshBits = 256;

/** @param timeout milliseconds until an answer is given up */
export function createTransit(settings: KmsSettings, timeout = usualTimeout): Kms {
  const { KB_OTP_KMS_KEY_NAME: key } = settings;
  const ask = async <T>(act: string, body: unknown, { answer, what = '' }: Expected<T>): Promise<T> => {
    const token = await tokenOf(settings);
    const response = await post(urlOf(settings, act), {
      token,
      body,
      timeout,
      namespace: settings.KB_OTP_KMS_NAMESPACE,
    });
    if (response.status !== 200) throw faultOf(response.status, { what, settings });
    const parsed = v.safeParse(v.object({ data: answer }), response.json);
    if (!parsed.success) throw new KmsFault('KB_OTP_KMS_URL does not answer as Transit does.', { isPassing: false });
    return parsed.output.data;
  };
  return {
    async unwrap(wrapped, what) {
      const { plaintext } = await ask(`decrypt/${key}`, { ciphertext: wrapped }, { answer: decrypted, what });
      return Buffer.from(plaintext, 'base64');
    },
    async wrap(plain) {
      const body = { plaintext: Buffer.from(plain).toString('base64') };
      return (await ask(`encrypt/${key}`, body, { answer: encrypted })).ciphertext;
    },
    async rewrap(wrapped, what) {
      return (await ask(`rewrap/${key}`, { ciphertext: wrapped }, { answer: encrypted, what })).ciphertext;
    },
    async fresh() {
      return (await ask(`datakey/wrapped/${key}`, { bits: freshBits }, { answer: encrypted })).ciphertext;
    },
  };
}

const decrypted = v.object({ plaintext: v.pipe(v.string(), v.base64()) });
const encrypted = v.object({ ciphertext: v.pipe(v.string(), v.startsWith('vault:v')) });

interface Expected<T> {
  readonly answer: v.GenericSchema<unknown, T>;
  /** What is unwrapped. */
  readonly what?: string;
}

function urlOf({ KB_OTP_KMS_URL: url = '', KB_OTP_KMS_MOUNT: mount }: KmsSettings, act: string): string {
  return `${url.replace(/\/+$/, '')}/v1/${mount}/${act}`;
}

/** Agents write it anew before it is over, and may start after the endpoint. */
async function tokenOf({ KB_OTP_KMS_TOKEN: token, KB_OTP_KMS_TOKEN_FILE: file }: KmsSettings): Promise<string> {
  if (file === undefined) return token ?? '';
  const written = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    (error: unknown) => {
      const code = codeOf(error) ?? '';
      throw new KmsFault(`KB_OTP_KMS_TOKEN_FILE can't be read. (${code})`, { isPassing: code === 'ENOENT' });
    },
  );
  if (written === '') throw new KmsFault('KB_OTP_KMS_TOKEN_FILE is empty.', { isPassing: true });
  if (!isToken(written)) throw new KmsFault('KB_OTP_KMS_TOKEN_FILE holds no token.', { isPassing: false });
  return written;
}

interface Request {
  readonly token: string;
  readonly namespace: string | undefined;
  readonly body: unknown;
  readonly timeout: number;
}

interface Answer {
  readonly status: number;
  /** Undefined where it is none. */
  readonly json: unknown;
}

async function post(url: string, { token, namespace, body, timeout }: Request): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      // The token is for this address alone.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      headers: {
        'content-type': 'application/json',
        'x-vault-request': 'true',
        'x-vault-token': token,
        ...(namespace === undefined ? {} : { 'x-vault-namespace': namespace }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, json: parse(await response.text()) };
  } catch (error) {
    throw unreachable(error);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(error: unknown): KmsFault {
  const { name, cause } = error as Error;
  const code = name === 'TimeoutError' ? 'ETIMEDOUT' : (codeOf(cause) ?? 'ECONNABORTED');
  return /CERT|SIGNED|SIGNATURE/.test(code)
    ? new KmsFault(`KB_OTP_KMS_URL has a certificate of nobody whom NODE_EXTRA_CA_CERTS names. (${code})`, {
        isPassing: false,
      })
    : new KmsFault(`KB_OTP_KMS_URL leads to no KMS that answers. (${code})`, { isPassing: true });
}

interface Refused {
  readonly what: string;
  readonly settings: KmsSettings;
}

/** By what Vault's and OpenBao's statuses mean. */
const refusals: Readonly<Record<number, (refused: Refused) => string>> = {
  400: ({ what }) =>
    `${what || 'KB_OTP_KMS_KEY_NAME'} can't be used by the KMS: there is no such key, it is another than that which wrapped it, or of a version that is shut.`,
  403: ({ settings }) =>
    `${settings.KB_OTP_KMS_TOKEN_FILE === undefined ? 'KB_OTP_KMS_TOKEN' : 'The token of KB_OTP_KMS_TOKEN_FILE'} is refused: it is wrong or over, of another namespace, or its policy does not allow this.`,
  404: () => 'KB_OTP_KMS_MOUNT names nothing at the KMS.',
};

/** A standby that forwards nothing, one that lags behind, too many requests; 5xx: sealed, or broken. */
const passing: readonly number[] = [307, 408, 412, 429, 472, 473];

function faultOf(status: number, refused: Refused): KmsFault {
  const sentence = refusals[status]?.(refused) ?? 'KB_OTP_KMS_URL answers as no KMS that can be used now.';
  return new KmsFault(`${sentence} (${status})`, { isPassing: status >= 500 || passing.includes(status) });
}
