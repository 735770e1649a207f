import {expect} from 'chai';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {failure, success, type Result} from '../../src/domain/problems.js';
import type {DeviceStore} from '../../src/ports/device-store.js';

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.problem.code);
const put = (store: DeviceStore, value: unknown) => store.update(() => success(value));

let name = '';
let opened: IDBDatabase[] = [];

/** The browser's own factory, with a hand on every connection that it gives out. */
const watched = () =>
  ({
    open(database: string, version: number) {
      const request = indexedDB.open(database, version);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    },
    deleteDatabase: (database: string) => indexedDB.deleteDatabase(database),
  }) as IDBFactory;

const newStore = (getFactory: () => IDBFactory = watched) => createDeviceStore({name, getFactory});

const finished = (request: IDBRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(new Error(request.error?.name));
  });

type Put = (store: IDBObjectStore, write: () => IDBRequest) => IDBRequest;

/** Runs with writing replaced. */
async function replacingPut<Value>(by: Put, run: () => Promise<Value>): Promise<Value> {
  const {prototype} = IDBObjectStore;
  const original = Object.getOwnPropertyDescriptor(prototype, 'put')!;
  const value = function (this: IDBObjectStore, ...args: [unknown, IDBValidKey]) {
    return by(this, () => (original.value as IDBObjectStore['put']).apply(this, args));
  };
  Object.defineProperty(prototype, 'put', {...original, value});
  try {
    return await run();
  } finally {
    Object.defineProperty(prototype, 'put', original);
  }
}

describe('what the device keeps', () => {
  beforeEach(() => {
    name = `store-${crypto.randomUUID()}`;
    opened = [];
  });
  afterEach(() => finished(indexedDB.deleteDatabase(name)));

  it('is nothing at first', async () => {
    expect(await newStore().read()).to.deep.equal({ok: true, value: undefined});
  });

  it('is what was written, in the next page too', async () => {
    await put(newStore(), {list: [1]});
    expect(await newStore().read()).to.deep.equal({ok: true, value: {list: [1]}});
  });

  it('is not written when the change refuses, whose problem is passed on', async () => {
    const store = newStore();
    await put(store, 'old');
    const refused = await store.update(() => failure({code: 'client_outdated'}));
    expect([codeOf(refused), await store.read()]).to.deep.equal(['client_outdated', {ok: true, value: 'old'}]);
  });

  it('is not written when the change throws', async () => {
    const store = newStore();
    await put(store, 'old');
    const thrown = await store.update(() => {
      throw new TypeError('058C000001');
    });
    expect(thrown).to.deep.equal({ok: false, problem: {code: 'storage_failed', hint: 'IndexedDB: TypeError'}});
    expect(await store.read()).to.deep.equal({ok: true, value: 'old'});
  });

  it('takes 400 edits from two threads at once, and loses none (C12)', async function () {
    this.timeout(60_000);
    const counts = await Promise.all(
      ['a', 'b'].map((label) => {
        const worker = new Worker(new URL('./support/edits.worker.ts', import.meta.url), {type: 'module'});
        worker.postMessage({name, label, edits: 200});
        return new Promise<number>((resolve, reject) => {
          worker.onmessage = ({data}: MessageEvent<number>) => resolve(data);
          worker.onerror = () => reject(new Error('the worker failed'));
        }).finally(() => worker.terminate());
      }),
    );
    const kept = await newStore().read();
    expect(counts).to.deep.equal([200, 200]);
    expect(new Set(kept.ok ? (kept.value as string[]) : []).size).to.equal(400);
  });
});

describe('a change', () => {
  beforeEach(() => void (name = `store-${crypto.randomUUID()}`));
  afterEach(() => finished(indexedDB.deleteDatabase(name)));

  const heard = (store: DeviceStore) => new Promise<'heard'>((resolve) => void store.subscribe(() => resolve('heard')));

  it('is told to other pages', async () => {
    const [here, there] = [newStore(), newStore()];
    const news = heard(there);
    await put(here, 1);
    expect(await news).to.equal('heard');
  });

  it('is not told to the page that made it, nor when nothing was written', async () => {
    const [here, there] = [newStore(), newStore()];
    const calls: string[] = [];
    here.subscribe(() => calls.push('here'));
    there.subscribe(() => calls.push('there'));
    await put(here, 1);
    await here.update((value) => success(value));
    await here.update(() => failure({code: 'refused'}));
    // A change of the other page's comes after all of these.
    const last = heard(here);
    await put(there, 2);
    await last;
    expect(calls).to.deep.equal(['there', 'here']);
  });

  it('is no longer told to whoever stopped listening', async () => {
    const [here, there] = [newStore(), newStore()];
    let calls = 0;
    const stop = there.subscribe(() => calls++);
    stop();
    const news = heard(there);
    await put(here, 1);
    await news;
    expect(calls).to.equal(0);
  });
});

describe('a task of several steps', () => {
  beforeEach(() => void (name = `store-${crypto.randomUUID()}`));

  it('begins when the other page’s has ended', async () => {
    const steps: string[] = [];
    const task = (label: string) => async () => {
      steps.push(`${label} begins`);
      await newStore().read();
      steps.push(`${label} ends`);
      return success(label);
    };
    const results = await Promise.all([newStore().exclusively(task('a')), newStore().exclusively(task('b'))]);
    expect(steps).to.deep.equal(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(results).to.deep.equal([success('a'), success('b')]);
  });

  it('does not wait for ever for one that doesn’t end, and does not begin then', async () => {
    let end = () => {};
    const ending = new Promise<Result<string>>((resolve) => void (end = () => resolve(success('at last'))));
    const endless = newStore().exclusively(() => ending);
    let isBegun = false;
    const begin = async () => success((isBegun = true));
    const result = await createDeviceStore({name, patience: 50}).exclusively(begin);
    expect([codeOf(result), isBegun]).to.deep.equal(['request_in_progress', false]);
    end();
    expect(await endless).to.deep.equal(success('at last'));
  });

  it('that begins in time may take its time', async () => {
    // Milliseconds. Less than that is what a busy machine takes to begin.
    const patience = 500;
    const late = () =>
      new Promise<Result<string>>((resolve) => void setTimeout(resolve, 3 * patience, success('done')));
    expect(await createDeviceStore({name, patience}).exclusively(late)).to.deep.equal(success('done'));
  });
});

describe('storage that is not to be had', () => {
  const throwing = (error: DOMException) => () => {
    throw error;
  };
  const failing = (error: string) => () =>
    ({
      open() {
        const request = {error: new DOMException('', error), onerror: () => {}};
        queueMicrotask(() => request.onerror());
        return request;
      },
    }) as unknown as IDBFactory;

  it('is a problem when reaching for it throws (C1)', async () => {
    const store = newStore(throwing(new DOMException('', 'SecurityError')));
    const problem = {code: 'storage_unavailable', hint: 'IndexedDB: SecurityError'};
    expect(await store.read()).to.deep.equal({ok: false, problem});
    expect(codeOf(await put(store, 1))).to.equal('storage_unavailable');
  });

  it('is a problem where there is no IndexedDB at all (C1)', async () => {
    expect(codeOf(await newStore(() => undefined as unknown as IDBFactory).read())).to.equal('storage_unavailable');
  });

  it('is a problem when it can’t be opened (C2)', async () => {
    expect(codeOf(await newStore(failing('UnknownError')).read())).to.equal('storage_unavailable');
  });

  it('is tried again next time: a failed opening is not remembered', async () => {
    name = `store-${crypto.randomUUID()}`;
    let tries = 0;
    const store = newStore(() => (tries++ === 0 ? failing('UnknownError')() : indexedDB));
    expect([codeOf(await store.read()), codeOf(await store.read())]).to.deep.equal(['storage_unavailable', 'ok']);
    await finished(indexedDB.deleteDatabase(name));
  });
});

describe('a write that fails', () => {
  beforeEach(() => {
    name = `store-${crypto.randomUUID()}`;
    opened = [];
  });
  afterEach(() => finished(indexedDB.deleteDatabase(name)));

  /**
   * A database whose transactions end as they are told to, the way browsers do it: the request's error first, then
   * the abort.
   */
  const abortingWith = (error: DOMException | null) => () => {
    const transaction = Object.assign(new EventTarget(), {
      error: null as DOMException | null,
      onerror: null as (() => void) | null,
      objectStore: () => ({
        transaction,
        get() {
          const request = {result: undefined, onsuccess: () => {}};
          queueMicrotask(() => request.onsuccess());
          return request;
        },
        put: () =>
          setTimeout(() => {
            transaction.onerror?.();
            transaction.error = error;
            transaction.dispatchEvent(new Event('abort'));
          }),
      }),
    });
    const request = {result: {transaction: () => transaction}, onsuccess: () => {}};
    queueMicrotask(() => request.onsuccess());
    return {open: () => request} as unknown as IDBFactory;
  };

  it('says that the device is full (C3)', async () => {
    const store = newStore(abortingWith(new DOMException('', 'QuotaExceededError')));
    const problem = {code: 'storage_failed', hint: 'IndexedDB: QuotaExceededError'};
    expect(await put(store, 1)).to.deep.equal({ok: false, problem});
  });

  it('is a problem though the browser says nothing (C4)', async () => {
    expect(codeOf(await put(newStore(abortingWith(null)), 1))).to.equal('storage_failed');
  });

  it('leaves what was there when its transaction is aborted (C4)', async () => {
    const store = newStore();
    await put(store, 'old');
    const aborted = await replacingPut(
      (objectStore, write) => {
        const request = write();
        objectStore.transaction.abort();
        return request;
      },
      () => put(store, 'new'),
    );
    expect(codeOf(aborted)).to.equal('storage_failed');
    expect(await store.read()).to.deep.equal({ok: true, value: 'old'});
    expect(codeOf(await put(store, 'new')), 'and may be tried again').to.equal('ok');
  });

  it('is a problem when the value can’t be kept', async () => {
    expect(codeOf(await put(newStore(), () => 1))).to.equal('storage_failed');
  });
});

describe('a connection', () => {
  beforeEach(() => {
    name = `store-${crypto.randomUUID()}`;
    opened = [];
  });
  afterEach(() => finished(indexedDB.deleteDatabase(name)));

  it('that the browser has closed is opened anew, once (C10)', async () => {
    const store = newStore();
    await put(store, 1);
    opened[0]?.close();
    expect(await store.read()).to.deep.equal({ok: true, value: 1});
    opened[1]?.close();
    expect(codeOf(await put(store, 2))).to.equal('ok');
    expect(opened).to.have.length(3);
  });

  it('that keeps closing is a problem, not a loop (C10)', async () => {
    const closing = () => {
      const request = indexedDB.open(name, 1);
      request.addEventListener('success', () => request.result.close());
      return {open: () => request} as unknown as IDBFactory;
    };
    expect(codeOf(await newStore(closing).read())).to.equal('storage_failed');
  });

  it('lets a later version have the database, and then says that it is outdated (C6)', async () => {
    const store = newStore();
    await put(store, 'old');
    const upgrade = indexedDB.open(name, 2);
    await finished(upgrade);
    expect(codeOf(await store.read())).to.equal('client_outdated');
    expect(codeOf(await put(store, 'new'))).to.equal('client_outdated');
    const kept = upgrade.result.transaction('device').objectStore('device').get('vault');
    await finished(kept);
    expect(kept.result).to.equal('old');
    upgrade.result.close();
  });

  it('that another page blocks is a problem, and is given back when it comes after all', async () => {
    let isClosed = false;
    const blocked = {onblocked: () => {}, onsuccess: () => {}, result: {close: () => void (isClosed = true)}};
    const store = newStore(() => ({open: () => blocked}) as unknown as IDBFactory);
    const reading = store.read();
    await Promise.resolve();
    blocked.onblocked();
    const problem = {code: 'storage_unavailable', hint: 'IndexedDB: BlockedError'};
    expect(await reading).to.deep.equal({ok: false, problem});
    blocked.onsuccess();
    expect(isClosed).to.equal(true);
  });

  it('does not keep anybody from clearing the site’s data, after which there is nothing (C9)', async () => {
    const store = newStore();
    await put(store, 1);
    await finished(indexedDB.deleteDatabase(name));
    expect(await store.read()).to.deep.equal({ok: true, value: undefined});
  });
});

describe('asking the browser to keep it', () => {
  it('says whether it will', async () => {
    expect(await newStore().persist()).to.equal(await navigator.storage.persisted());
  });
});
