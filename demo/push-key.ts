/** By which the demo has browsers told that something waits (VAPID): made once and kept, for they subscribe with it. */

import {createECDH} from 'node:crypto';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const FILE = 'development-push-key';

/** @returns the private key, 32 bytes in base64url */
export function pushKey(folder: string): string {
  const file = join(folder, FILE);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    mkdirSync(folder, {recursive: true});
    const key = newKey();
    writeFileSync(file, key, {mode: 0o600});
    return key;
  }
}

/** A private key without the zeros that it may begin with is told shorter. */
function newKey(): string {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const key = pair.getPrivateKey();
  return key.length === 32 ? key.toString('base64url') : newKey();
}
