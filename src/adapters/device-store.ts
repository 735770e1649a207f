import {get, promisifyRequest, update, type UseStore} from 'idb-keyval';
import {failure, success, type Problem, type Result} from '../domain/problems.js';
import type {DeviceStore, KeptKey} from '../ports/device-store.js';
import {inTime} from '../signals.js';
import {DATABASE, keyName, LIST as KEY, OBJECT_STORE} from './device-proof.js';

export interface DeviceStoreOptions {
  /** Of the database, and of the channel on which changes are announced. */
  readonly name?: string;
  /** Milliseconds that the browser is waited for, and that a task waits for another page's to end. */
  readonly patience?: number;
  /** Reached for at each opening: a page that may keep nothing throws on the way to it. */
  readonly getFactory?: () => IDBFactory;
}

/** A database of a later version makes `open` fail, and a later version that opens it makes this one let go. */
const DATABASE_VERSION = 1;

/** The value in IndexedDB, strictly on disk before an update is said to be done. */
export function createDeviceStore({
  name = DATABASE,
  patience = 10_000,
  getFactory = () => indexedDB,
}: DeviceStoreOptions = {}): DeviceStore {
  const useStore = openingStore(name, patience, getFactory);
  const notices = noticesOn(name);
  return {
    read: () => settle(async () => success(await get<unknown>(KEY, useStore))),
    update: (change) =>
      settle(async () => {
        const outcome = await changeValue(useStore, change);
        if (!outcome.written) return outcome.result;
        if (outcome.result.ok && !outcome.result.value) await forget(useStore);
        notices.post();
        return outcome.result;
      }),
    key: (device) => settle(async () => success(await get<KeptKey>(keyName(device), useStore))),
    keepKey: (device, key) => settle(async () => success(await keepKey(useStore, device, key))),
    notes: () =>
      settle(async () =>
        success(await useStore('readonly', (store) => promisifyRequest<unknown[]>(store.getAll(every(noteName))))),
      ),
    keepNote: (name, note) =>
      settle(async () => {
        const key = noteName(name);
        return success(
          await write(useStore, (store) => void (note === undefined ? store.delete(key) : store.put(note, key))),
        );
      }),
    exclusively: (task) => withLock(name, patience, task),
    subscribe: notices.subscribe,
    isPersisted: () => promised((storage) => storage.persisted()),
    persist: () => promised((storage) => storage.persist()),
  };
}

/** Browsers without a secure context have no `navigator.storage`. */
async function promised(ask: (storage: StorageManager) => Promise<boolean>): Promise<boolean> {
  try {
    return await ask(navigator.storage);
  } catch {
    return false;
  }
}

/** In one transaction: two pages that make a key at once keep the same one. */
async function keepKey(useStore: UseStore, device: string, key: KeptKey): Promise<KeptKey> {
  let kept = key;
  const updater = (there: KeptKey | undefined) => {
    if (there) kept = key.publicKey ? there : {key: there.key};
    return kept;
  };
  await update<KeptKey>(keyName(device), updater, useStore);
  return kept;
}

const noteName = (name: string): string => `note/${name}`;

/** All names that begin so. */
const every = (name: (end: string) => string): IDBKeyRange => IDBKeyRange.bound(name(''), name('\uffff'));

const write = (useStore: UseStore, change: (store: IDBObjectStore) => void): Promise<void> =>
  useStore('readwrite', (store) => {
    change(store);
    return promisifyRequest(store.transaction);
  });

/** Keys of devices that are none any more prove nothing, and nobody waits for notes about them. */
const forget = (useStore: UseStore): Promise<void> =>
  write(useStore, (store) => [keyName, noteName].forEach((name) => store.delete(every(name))));

async function withLock<Value>(
  name: string,
  patience: number,
  task: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  // Without locks other pages are not kept out, but each change is still checked in its own transaction.
  if (!('locks' in navigator)) return task();
  const waiting = new AbortController();
  let isBegun = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      waiting.abort();
      reject(new DOMException('', 'TimeoutError'));
    }, patience);
  });
  const begin = () => {
    if (waiting.signal.aborted) throw waiting.signal.reason;
    clearTimeout(timer);
    isBegun = true;
    return task();
  };
  try {
    return await Promise.race([navigator.locks.request(name, {signal: waiting.signal}, begin), late]);
  } catch (error) {
    if (isBegun) throw error;
    return failure({code: 'request_in_progress', hint: 'another page is changing the device list'});
  }
}

/** Leaves a transaction in which there is nothing to write. */
class NothingToWrite extends Error {
  readonly result: Result<unknown>;
  constructor(result: Result<unknown>) {
    super();
    this.result = result;
  }
}

async function changeValue<Value>(
  useStore: UseStore,
  change: (value: unknown) => Result<Value>,
): Promise<{readonly written: boolean; readonly result: Result<Value>}> {
  let result: Result<Value> | undefined;
  const updater = (old: unknown) => {
    result = change(old);
    if (!result.ok || result.value === old) throw new NothingToWrite(result);
    return result.value;
  };
  try {
    await update<unknown>(KEY, updater, useStore);
    return {written: true, result: result ?? failure({code: 'storage_failed'})};
  } catch (error) {
    if (error instanceof NothingToWrite) return {written: false, result: error.result as Result<Value>};
    throw error;
  }
}

/** Failures by where they happened; what a browser calls them says little. */
class StoreError extends Error {
  readonly problem: Problem;
  constructor(code: Problem['code'], cause: unknown) {
    const hint = cause instanceof Error || cause instanceof DOMException ? cause.name : 'aborted';
    super(hint);
    this.problem = {code, hint: `IndexedDB: ${hint}`};
  }
}

async function settle<Value>(task: () => Promise<Result<Value>>): Promise<Result<Value>> {
  try {
    return await task();
  } catch (error) {
    return failure((error instanceof StoreError ? error : new StoreError('storage_failed', error)).problem);
  }
}

/** The connection was closed between two uses, by the browser or for a later version; a new one may do. */
class ConnectionClosed extends Error {}

/** Somebody else has made the database, of our name and version but without our store: no list is in it. */
class NotOurs extends Error {}

/**
 * What idb-keyval works on. One connection for all uses, and only one that is there: whoever comes while it is being
 * opened asks for one too, because an opening may never end. A connection that turns out to be closed is opened anew,
 * and a database that is not ours made anew, once.
 */
function openingStore(name: string, patience: number, getFactory: () => IDBFactory): UseStore {
  let opened: IDBDatabase | null = null;
  const forget = () => {
    opened = null;
  };
  const database = async () => {
    if (opened) return opened;
    const another = await openDatabase(name, patience, getFactory, forget);
    if (opened) another.close();
    return (opened ??= another);
  };
  return async (mode, callback) => {
    const use = async () => inTransaction(await database(), patience, mode, callback);
    try {
      return await use();
    } catch (error) {
      if (error instanceof NotOurs) await deleteDatabase(name, patience, getFactory);
      else if (!(error instanceof ConnectionClosed)) throw error;
      forget();
      return use();
    }
  };
}

/** A browser that doesn't answer may answer the next time. */
const reasons: Readonly<Record<string, Problem['code']>> = {
  VersionError: 'client_outdated',
  TimeoutError: 'storage_failed',
};

async function openDatabase(
  name: string,
  patience: number,
  getFactory: () => IDBFactory,
  onClosed: () => void,
): Promise<IDBDatabase> {
  try {
    const request = getFactory().open(name, DATABASE_VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(OBJECT_STORE);
    const database = await settled(request, patience, (late) => late.close());
    const close = () => {
      removeEventListener('pagehide', close);
      database.close();
      onClosed();
    };
    // Left behind in the back/forward cache, it must not keep the next page waiting either.
    addEventListener('pagehide', close);
    // Whoever wants to upgrade or delete the database must not wait for this page.
    database.onversionchange = close;
    database.onclose = close;
    return database;
  } catch (error) {
    throw new StoreError(reasons[nameOf(error)] ?? 'storage_unavailable', error);
  }
}

async function deleteDatabase(name: string, patience: number, getFactory: () => IDBFactory): Promise<void> {
  try {
    await settled<unknown>(getFactory().deleteDatabase(name), patience);
  } catch (error) {
    throw new StoreError(reasons[nameOf(error)] ?? 'storage_unavailable', error);
  }
}

/** What comes of a request, unless another page blocks it or it takes too long; what comes then is given back. */
function settled<Value>(
  request: Omit<IDBOpenDBRequest, 'result'> & {readonly result: Value},
  patience: number,
  giveBack: (late: Value) => void = () => undefined,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    const giveUp = (name: string) => {
      isGivenUp = true;
      reject(new DOMException('', name));
    };
    const timer = setTimeout(giveUp, patience, 'TimeoutError');
    request.onblocked = () => giveUp('BlockedError');
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error ?? new DOMException('', 'AbortError'));
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      if (isGivenUp) giveBack(request.result);
      else resolve(request.result);
    };
  });
}

async function inTransaction<Value>(
  database: IDBDatabase,
  patience: number,
  mode: IDBTransactionMode,
  callback: (store: IDBObjectStore) => Value | PromiseLike<Value>,
): Promise<Value> {
  const transaction = begin(database, mode);
  const ended = new Promise((resolve) => {
    transaction.addEventListener('complete', resolve);
    transaction.addEventListener('abort', resolve);
  });
  try {
    return await inTime(Promise.resolve(callback(transaction.objectStore(OBJECT_STORE))), patience);
  } catch (error) {
    if (nameOf(error) === 'TimeoutError') giveUp(transaction);
    if (error) throw error;
    // A failed request is reported before its transaction knows why it is aborted; some aborts never say.
    await ended;
    throw new StoreError('storage_failed', transaction.error);
  }
}

/** What is said not to have been written must not be written later. */
function giveUp(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is over already.
  }
}

const nameOf = (error: unknown): string => (error instanceof DOMException ? error.name : '');

function begin(database: IDBDatabase, mode: IDBTransactionMode): IDBTransaction {
  try {
    return database.transaction(OBJECT_STORE, mode, {durability: 'strict'});
  } catch (error) {
    const name = nameOf(error);
    if (name === 'InvalidStateError') throw new ConnectionClosed();
    if (name !== 'NotFoundError') throw new StoreError('storage_unavailable', error);
    database.close();
    throw new NotOurs();
  }
}

/**
 * A channel doesn't hear itself, so a store hears of every change but its own. Where there is no channel (Safari before
 * 15.4, a page of no origin) it hears of none, and what other pages changed is seen with the next reading.
 */
function noticesOn(name: string): {readonly post: () => void; readonly subscribe: DeviceStore['subscribe']} {
  const listeners = new Set<() => void>();
  let channel: BroadcastChannel | null = null;
  const open = () => {
    try {
      channel ??= new BroadcastChannel(name);
      channel.onmessage = () => listeners.forEach((listener) => listener());
    } catch {
      channel = null;
    }
  };
  const closeIfUnheard = () => {
    if (listeners.size > 0) return;
    channel?.close();
    channel = null;
  };
  return {
    post() {
      open();
      channel?.postMessage(KEY);
      closeIfUnheard();
    },
    subscribe(listener) {
      listeners.add(listener);
      open();
      return () => {
        listeners.delete(listener);
        closeIfUnheard();
      };
    },
  };
}
