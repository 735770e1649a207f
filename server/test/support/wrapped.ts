/** An environment whose keys are wrapped by a KMS of the Vault kind, and what is told of it. */

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { ConfigError, KmsFault, type Environment } from '../../src/index.js';
import { startTransit, type Transit, type TransitOptions } from './transit.js';

export const random = (): Buffer => randomBytes(32);
export const [seal, oprf, scan] = [random(), random(), random()] as const;
export const texts = {
  KB_OTP_SESSION_KEY: random().toString('base64url'),
  KB_OTP_SERVICE_KEY: random().toString('base64url'),
  KB_OTP_DELIVERY_KEY: random().toString('base64url'),
} as const;

/** All that is needed outside development, with the data in a folder. */
export const plainIn = (folder: string): Environment => ({
  KB_OTP_DATA_DIR: folder,
  KB_OTP_SEAL_KEY: seal.toString('base64'),
  KB_OTP_OPRF_KEY: oprf.toString('base64'),
  KB_OTP_SCAN_KEY: scan.toString('base64'),
  ...texts,
  KB_OTP_DELIVERY_URL: 'https://gateway.example/messages',
});

export const at = ({ url, token }: Transit): Environment => ({ KB_OTP_KMS_URL: url, KB_OTP_KMS_TOKEN: token });
export const never = (): never => assert.fail('Nothing is to be waited for.');

/** Ends with the test. */
export async function transitOf(t: { after(run: () => void): void }, options?: TransitOptions): Promise<Transit> {
  const transit = await startTransit(options);
  t.after(() => transit.close());
  return transit;
}

/** What the error says that there has to be. */
export async function sentenceOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => assert.fail('It should have failed.'),
    (fault: unknown) => fault,
  );
  assert.ok(error instanceof KmsFault || error instanceof ConfigError, String(error));
  return error.message;
}
