import {get, update, type UseStore} from 'idb-keyval';
import {failure, success, type Problem, type Result} from '../domain/problems.js';
import type {DeviceStore} from '../ports/device-store.js';

export interface DeviceStoreOptions {
  /** Of the database, and of the channel on which changes are announced. */
  readonly name?: string;
  /** Milliseconds that a task waits for another page's to end. */
  readonly patience?: number;
  /** Reached for at each opening: a page that may keep nothing throws on the way to it. */
  readonly getFactory?: () => IDBFactory;
}

/** A database of a later version makes `open` fail, and a later version that opens it makes this one let go. */
const DATABASE_VERSION = 1;
const OBJECT_STORE = 'device';
const KEY = 'vault';

/** The value in IndexedDB, strictly on disk before an update is said to be done. */
export function createDeviceStore({
  name = 'kb-otp',
  patience = 10_000,
  getFactory = () => indexedDB,
}: DeviceStoreOptions = {}): DeviceStore {
  const useStore = openingStore(name, getFactory);
  const notices = noticesOn(name);
  return {
    read: () => settle(async () => success(await get<unknown>(KEY, useStore))),
    update: (change) =>
      settle(async () => {
        const outcome = await changeValue(useStore, change);
        if (outcome.written) notices.post();
        return outcome.result;
      }),
    exclusively: (task) => withLock(name, patience, task),
    subscribe: notices.subscribe,
    async persist() {
      try {
        return await navigator.storage.persist();
      } catch {
        return false;
      }
    },
  };
}

async function withLock<Value>(
  name: string,
  patience: number,
  task: () => Promise<Result<Value>>,
): Promise<Result<Value>> {
  let isBegun = false;
  const begin = () => {
    isBegun = true;
    return task();
  };
  try {
    return await navigator.locks.request(name, {signal: AbortSignal.timeout(patience)}, begin);
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

/**
 * What idb-keyval works on. One connection for all uses; a failed opening is not remembered, and a connection that
 * turns out to be closed is opened anew, once.
 */
function openingStore(name: string, getFactory: () => IDBFactory): UseStore {
  let opened: Promise<IDBDatabase> | null = null;
  const forget = () => {
    opened = null;
  };
  const database = () => {
    if (opened) return opened;
    opened = openDatabase(name, getFactory, forget);
    opened.catch(forget);
    return opened;
  };
  return async (mode, callback) => {
    const use = async () => inTransaction(await database(), mode, callback);
    try {
      return await use();
    } catch (error) {
      if (!(error instanceof ConnectionClosed)) throw error;
      forget();
      return use();
    }
  };
}

async function openDatabase(name: string, getFactory: () => IDBFactory, onClosed: () => void): Promise<IDBDatabase> {
  try {
    const database = await connect(getFactory().open(name, DATABASE_VERSION));
    const close = () => {
      database.close();
      onClosed();
    };
    // Whoever wants to upgrade or delete the database must not wait for this page.
    database.onversionchange = close;
    database.onclose = close;
    return database;
  } catch (error) {
    const isLater = error instanceof DOMException && error.name === 'VersionError';
    throw new StoreError(isLater ? 'client_outdated' : 'storage_unavailable', error);
  }
}

function connect(request: IDBOpenDBRequest): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    let isGivenUp = false;
    request.onupgradeneeded = () => request.result.createObjectStore(OBJECT_STORE);
    request.onerror = () => reject(request.error ?? new DOMException('', 'AbortError'));
    request.onblocked = () => {
      isGivenUp = true;
      reject(new DOMException('', 'BlockedError'));
    };
    request.onsuccess = () => {
      if (isGivenUp) request.result.close();
      else resolve(request.result);
    };
  });
}

async function inTransaction<Value>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  callback: (store: IDBObjectStore) => Value | PromiseLike<Value>,
): Promise<Value> {
  const transaction = begin(database, mode);
  const ended = new Promise((resolve) => {
    transaction.addEventListener('complete', resolve);
    transaction.addEventListener('abort', resolve);
  });
  try {
    return await callback(transaction.objectStore(OBJECT_STORE));
  } catch (error) {
    if (error) throw error;
    // A failed request is reported before its transaction knows why it is aborted; some aborts never say.
    await ended;
    throw new StoreError('storage_failed', transaction.error);
  }
}

function begin(database: IDBDatabase, mode: IDBTransactionMode): IDBTransaction {
  try {
    return database.transaction(OBJECT_STORE, mode, {durability: 'strict'});
  } catch (error) {
    if (error instanceof DOMException && error.name === 'InvalidStateError') throw new ConnectionClosed();
    throw new StoreError('storage_unavailable', error);
  }
}

/** A channel doesn't hear itself, so a store hears of every change but its own. */
function noticesOn(name: string): {readonly post: () => void; readonly subscribe: DeviceStore['subscribe']} {
  const listeners = new Set<() => void>();
  let channel: BroadcastChannel | null = null;
  const open = () => {
    const opened = new BroadcastChannel(name);
    opened.onmessage = () => listeners.forEach((listener) => listener());
    return opened;
  };
  const closeIfUnheard = () => {
    if (listeners.size > 0) return;
    channel?.close();
    channel = null;
  };
  return {
    post() {
      channel ??= open();
      channel.postMessage(KEY);
      closeIfUnheard();
    },
    subscribe(listener) {
      listeners.add(listener);
      channel ??= open();
      return () => {
        listeners.delete(listener);
        closeIfUnheard();
      };
    },
  };
}
