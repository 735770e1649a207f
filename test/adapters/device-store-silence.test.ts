import {expect} from 'chai';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {success, type Result} from '../../src/domain/problems.js';
import type {DeviceStore} from '../../src/ports/device-store.js';
import {without} from '../support/without.js';

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

describe('storage that does not answer', () => {
  const patience = 50;
  beforeEach(() => void (name = `store-${crypto.randomUUID()}`));
  afterEach(() => finished(indexedDB.deleteDatabase(name)));

  const silent = () => ({open: () => new EventTarget()}) as unknown as IDBFactory;
  const failed = {ok: false, problem: {code: 'storage_failed', hint: 'IndexedDB: TimeoutError'}};

  it('is not waited for for ever', async () => {
    const store = createDeviceStore({name, patience, getFactory: silent});
    expect(await store.read()).to.deep.equal(failed);
    expect(await put(store, 1)).to.deep.equal(failed);
  });

  it('the first time is asked again by whoever comes next, and is not waited for', async () => {
    let tries = 0;
    const store = createDeviceStore({name, getFactory: () => (tries++ === 0 ? silent() : indexedDB)});
    void store.read();
    expect(await store.read()).to.deep.equal(success(undefined));
  });

  it('gives back what comes when nobody waits any more', async () => {
    const late = {onsuccess: () => {}, result: {close: () => void (isClosed = true)}};
    let isClosed = false;
    const store = createDeviceStore({name, patience, getFactory: () => ({open: () => late}) as unknown as IDBFactory});
    expect(codeOf(await store.read())).to.equal('storage_failed');
    late.onsuccess();
    expect(isClosed).to.equal(true);
  });

  it('of two that ask at once only one keeps its connection', async () => {
    opened = [];
    const store = newStore();
    await Promise.all([store.read(), store.read()]);
    const isOpen = (database: IDBDatabase) => {
      try {
        return Boolean(database.transaction('device'));
      } catch {
        return false;
      }
    };
    expect(opened.filter(isOpen)).to.have.length(1);
  });

  it('in the middle of a change: nothing is written then, nor later', async () => {
    opened = [];
    await put(newStore(), 'old');
    const [database] = opened;
    const store = createDeviceStore({name, patience, getFactory: () => alreadyOpen(database!)});
    let go: (() => void) | undefined;
    const held = await replacingGet(
      (run) => void (go = run),
      () => put(store, 'new'),
    );
    expect(held).to.deep.equal(failed);
    expect(go, 'it was in the middle of the change').to.be.a('function');
    go?.();
    expect(await newStore().read()).to.deep.equal(success('old'));
  });

  /** All of the patience is for what comes after the opening, which takes a busy machine longer than that. */
  const alreadyOpen = (result: IDBDatabase) =>
    ({
      open() {
        const request = {result, onsuccess: () => {}};
        queueMicrotask(() => request.onsuccess());
        return request;
      },
    }) as unknown as IDBFactory;

  /** Runs with what `get` brings being handed on when the test says so. */
  async function replacingGet<Value>(hold: (run: () => void) => void, run: () => Promise<Value>): Promise<Value> {
    const {prototype} = IDBObjectStore;
    const original = Object.getOwnPropertyDescriptor(prototype, 'get')!;
    const value = function (this: IDBObjectStore, key: IDBValidKey) {
      const request = (original.value as IDBObjectStore['get']).call(this, key);
      const silentRequest = {
        result: undefined as unknown,
        onsuccess: () => {},
      };
      hold(() => silentRequest.onsuccess());
      request.onsuccess = () => void (silentRequest.result = request.result);
      return silentRequest;
    };
    Object.defineProperty(prototype, 'get', {...original, value});
    try {
      return await run();
    } finally {
      Object.defineProperty(prototype, 'get', original);
    }
  }
});

describe('a database of our name that somebody else has made', () => {
  beforeEach(() => void (name = `store-${crypto.randomUUID()}`));
  afterEach(() => finished(indexedDB.deleteDatabase(name)));

  const somebodyElses = async (...stores: readonly string[]) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store));
    await finished(request);
    return request.result;
  };

  for (const [what, stores] of [
    ['nothing in it', []],
    ['stores of its own', ['theirs']],
  ] as const)
    it(`with ${what} is made anew`, async () => {
      (await somebodyElses(...stores)).close();
      const store = newStore();
      expect(await store.read()).to.deep.equal(success(undefined));
      expect(codeOf(await put(store, 1))).to.equal('ok');
      expect(await newStore().read()).to.deep.equal(success(1));
    });

  it('and holds open is a problem, and is made anew when they have let go', async () => {
    const theirs = await somebodyElses();
    const store = newStore();
    const problem = {code: 'storage_unavailable', hint: 'IndexedDB: BlockedError'};
    expect(await store.read()).to.deep.equal({ok: false, problem});
    theirs.close();
    expect(await store.read()).to.deep.equal(success(undefined));
  });
});

describe('a browser without', () => {
  beforeEach(() => void (name = `store-${crypto.randomUUID()}`));
  afterEach(() => finished(indexedDB.deleteDatabase(name)));

  it('BroadcastChannel keeps what is written, and nobody is told', () =>
    without(globalThis, 'BroadcastChannel', async () => {
      const store = newStore();
      const stop = store.subscribe(() => undefined);
      expect(codeOf(await put(store, 1))).to.equal('ok');
      expect(await store.read()).to.deep.equal(success(1));
      stop();
    }));

  it('Web Locks runs a task of several steps all the same', () =>
    without(navigator, 'locks', async () => {
      expect(await newStore().exclusively(async () => success('done'))).to.deep.equal(success('done'));
    }));

  it('an answer about a lock does not run the task, then or later', () =>
    without(
      navigator,
      'locks',
      async () => {
        let isBegun = false;
        const task = async () => success((isBegun = true));
        const result = await createDeviceStore({name, patience: 20}).exclusively(task);
        expect([codeOf(result), isBegun]).to.deep.equal(['request_in_progress', false]);
      },
      {request: () => new Promise(() => undefined)},
    ));
});
