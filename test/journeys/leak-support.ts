/** Looks for secrets in whatever a walk leaves behind: what is secret, where it may be, and how to search a heap. */

import {pbkdf2Sync} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Secret} from 'otpauth';
import type {BrowserContext, Page} from 'playwright-core';
import {createSeal} from '../../server/src/seal.js';
import {connect} from '../../server/src/store/connect.js';
import {holds} from './device-support.js';

/** A name, and every form in which the secret would give itself away. */
export type Secrets = ReadonlyMap<string, readonly string[]>;
/** Texts by the place that they are from. */
export type Places = Readonly<Record<string, string>>;

const encodings = ['hex', 'base64', 'base64url', 'latin1'] as const;

export const formsOf = (bytes: Buffer): readonly string[] => {
  const base32 = new Secret({buffer: new Uint8Array(bytes).buffer}).base32;
  const written = encodings.map((encoding) => bytes.toString(encoding));
  return [...new Set([...written, bytes.toString('hex').toUpperCase(), base32])];
};

/** The password itself, its simple encodings, and what is made of it before it is blinded. */
export function formsOfPassword(password: string, salt: Buffer): readonly string[] {
  const stretched = pbkdf2Sync(password, salt, 600_000, 32, 'sha256');
  return [...formsOf(Buffer.from(password)), ...formsOf(stretched)];
}

/** Every secret that stands in a place, as `secret: place`. */
export const found = (secrets: Secrets, places: Places): readonly string[] =>
  [...secrets].flatMap(([name, forms]) =>
    Object.entries(places).flatMap(([place, text]) =>
      forms.some((form) => isIn(text, form)) ? [`${name}: ${place}`] : [],
    ),
  );

const isIn = (text: string, form: string) => (/^\d{6}$/.test(form) ? holds(text, form) : text.includes(form));

/** The seeds of the accounts on KB-OTP, from the endpoint's database, with the endpoint's own key. */
export async function seedsIn(dataDir: string, accounts: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const keys = JSON.parse(readFileSync(join(dataDir, 'development-keys.json'), 'utf8')) as Record<string, string>;
  const seal = createSeal([Buffer.from(keys['KB_OTP_SEAL_KEY'] ?? '', 'base64')]);
  const {db} = connect({kind: 'sqlite', file: join(dataDir, 'kb-otp.db')});
  const kbOtps = db.selectFrom('authenticators').where('account', 'in', accounts).where('kind', '=', 'kb-otp');
  const rows = await kbOtps.selectAll().execute();
  await db.destroy();
  return new Map(
    rows.map(({id, account, sealed_secret: sealed}) => {
      const {seed} = JSON.parse(seal.open(sealed ?? '', `authenticators|${id}|sealed_secret`)) as {seed: string};
      return [account, Buffer.from(seed, 'base64')];
    }),
  );
}

/** The bytes of the database's files, the log that is written ahead included. */
export const databaseBytes = (dataDir: string): string =>
  readdirSync(dataDir)
    .filter((name) => name.startsWith('kb-otp.db'))
    .map((name) => readFileSync(join(dataDir, name), 'latin1'))
    .join('\n');

/** What the browser keeps for the page; bytes as hex and as base64, keys that give nothing out as their type. */
export const stored = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const {name = ''} of await indexedDB.databases())
      await new Promise<void>((resolve) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => {
          const {result: database} = opening;
          const [store = ''] = database.objectStoreNames;
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => {
            const written = JSON.stringify(reading.result, (_, value: unknown) => {
              if (!(value instanceof Uint8Array)) return value;
              const hex = Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
              return `${hex} ${btoa(String.fromCharCode(...value))}`;
            });
            texts.push(name, written);
            database.close();
            resolve();
          };
        };
      });
    return texts.join('\n');
  });

/** The salt of the device's record. */
export const saltOf = async (page: Page): Promise<Buffer> =>
  Buffer.from(/"salt":"([0-9a-f]{32}) /.exec(await stored(page))?.[1] ?? '', 'hex');

/** Bodies and headers of what a context's pages are answered by the endpoint and the broker from now on. */
export function noteAnswers(context: BrowserContext): () => Promise<readonly {path: string; body: string}[]> {
  const answers: Promise<{path: string; body: string}>[] = [];
  context.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    if (!/^\/(otp|api)\//.test(path)) return;
    const headers = JSON.stringify(response.headers());
    const body = response.text().catch(() => '');
    answers.push(body.then((text) => ({path, body: `${headers}\n${text}`})));
  });
  return () => Promise.all(answers);
}

/** Every string in the page's heap, after a collection. */
export async function heapStrings(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({chunk}) => void chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', {reportProgress: false});
  await session.detach();
  const {strings} = JSON.parse(chunks.join('')) as {readonly strings: readonly string[]};
  return strings;
}
