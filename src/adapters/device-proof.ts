import {inTime} from '../signals.js';
import {toBase64url, utf8} from './bytes.js';

/** What is proven: one request of the contract. */
export interface ProvenRequest {
  readonly method: 'GET' | 'POST';
  /** Below the base address. */
  readonly path: string;
  /** As it is sent; empty where there is none. */
  readonly body: string;
  readonly idempotencyKey: string;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
}

/** Where the list of this device and the keys of devices lie. */
export const DATABASE = 'kb-otp';
export const OBJECT_STORE = 'device';
export const LIST = 'vault';
export const keyName = (device: string): string => `key/${device}`;

/** Milliseconds that a browser is waited for whose storage may never answer; a request can do without. */
const PATIENCE = 1000;
const ES256 = {name: 'ECDSA', hash: 'SHA-256'};

interface KeptKey {
  readonly device: string;
  readonly key: CryptoKey;
}

/** Without a proof: whether this browser was read and keeps no such key, or did not answer, or not in time. */
export interface DeviceProof {
  readonly proof: string | null;
  readonly isLost: boolean;
}

const unknown: DeviceProof = {proof: null, isLost: false};
const lost: DeviceProof = {proof: null, isLost: true};

/**
 * Shows the endpoint that a request comes from this very device (`Device-Proof`), by a key that lies outside the vault
 * and that the browser does not give out. Never throws.
 */
export type ProveDevice = (request: ProvenRequest) => Promise<DeviceProof>;

/**
 * For one call, its repeats included: the browser is asked for the key once, beside whatever else the call waits for.
 * @param path below the base address
 */
export function deviceProver(path: string): ProveDevice {
  const finding = inTime(findKey(path), PATIENCE).catch(() => undefined);
  return async (request) => {
    const kept = await finding;
    if (!kept) return kept === null ? lost : unknown;
    return sign(kept, request).then(
      (proof) => ({proof, isLost: false}),
      () => unknown,
    );
  };
}

/** Reads by itself: what keeps the list would weigh more than a page has that only asks for codes. */
async function findKey(path: string): Promise<KeptKey | null> {
  // A page that is left while it gives up making the database keeps WebKit's next page waiting for its own.
  // Where the browser doesn't tell (Firefox before 126) it is opened all the same.
  const there = await indexedDB.databases?.();
  if (there?.every(({name}) => name !== DATABASE)) return null;
  let isNew = false;
  const opening = indexedDB.open(DATABASE);
  // Nothing is made where nothing is kept.
  opening.onupgradeneeded = () => {
    isNew = true;
    opening.transaction?.abort();
  };
  const database = await settled(opening).catch((error: unknown) => {
    if (isNew) return null;
    throw error;
  });
  if (!database) return null;
  try {
    const store = database.transaction(OBJECT_STORE).objectStore(OBJECT_STORE);
    const ask = (name: string) => settled(store.get(name) as IDBRequest<Partial<KeptKey> | null | undefined>);
    const device = /^devices\/([\w-]+)/.exec(path)?.[1] ?? (await ask(LIST))?.device;
    const key = device && (await ask(keyName(device)))?.key;
    return key ? {device, key} : null;
  } finally {
    database.close();
  }
}

/** idb-keyval does this too, but brings along what a page has no use for that only asks for codes. */
const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('unknown'));
  });

async function sign({device, key}: KeptKey, {method, path, body, idempotencyKey, now}: ProvenRequest) {
  const header = {typ: 'device-proof+jwt', alg: 'ES256', kid: device};
  const claims = {
    htm: method,
    htu: `/${path.split('?')[0]}`,
    iat: Math.floor(now / 1000),
    jti: idempotencyKey,
    body_sha256: toBase64url(await crypto.subtle.digest('SHA-256', utf8(body))),
  };
  const signed = [header, claims].map((part) => toBase64url(utf8(JSON.stringify(part)))).join('.');
  const signature = await crypto.subtle.sign(ES256, key, utf8(signed));
  return `${signed}.${toBase64url(signature)}`;
}
