/** Keys for development: made once, kept beside the data, readable by their owner only. */

import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type DevelopmentKeys = Readonly<Record<string, string>>;

/** A file is never changed: keys that came later have one of their own. */
const files = {
  'development-keys.json': ['KB_OTP_SEAL_KEY', 'KB_OTP_SESSION_KEY', 'KB_OTP_SERVICE_KEY'],
  'development-oprf-key.json': ['KB_OTP_OPRF_KEY'],
  'development-scan-key.json': ['KB_OTP_SCAN_KEY'],
} as const;

export function developmentKeys(folder: string): DevelopmentKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = Object.entries(files).map(([name, keys]) => {
    const file = join(folder, name);
    return read(file) ?? create(file, keys);
  });
  return Object.assign({}, ...kept) as DevelopmentKeys;
}

function read(file: string): DevelopmentKeys | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DevelopmentKeys;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written aside and linked into place, so that of two processes starting at once both end up with the same keys. */
function create(file: string, names: readonly string[]): DevelopmentKeys {
  const keys = Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64')]));
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
    return keys;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(file, 'utf8')) as DevelopmentKeys;
  } finally {
    unlinkSync(draft);
  }
}
