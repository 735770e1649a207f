/** A page may be left at any time, and must not keep the next one from what the browser keeps. */
import {expect} from 'chai';
import {deviceProver} from '../../src/adapters/device-proof.js';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {success} from '../../src/domain/problems.js';
import {without} from '../support/without.js';

const request = {method: 'POST', path: 'challenges', body: '', idempotencyKey: 'a1', now: 1_900_000_000_900} as const;

describe('a page without a list', () => {
  for (const [browser, openings] of [
    ['that tells which databases it has', 0],
    ['that does not', 1],
  ] as const)
    it(`proves nothing, and begins no database in a browser ${browser}: ${openings} opened`, () =>
      without(IDBFactory.prototype, 'databases', async () => {
        const {open} = IDBFactory.prototype;
        let opened = 0;
        IDBFactory.prototype.open = function (...named) {
          opened += 1;
          return open.apply(this, named);
        };
        if (openings === 0) Object.assign(indexedDB, {databases: () => Promise.resolve([{name: 'another'}])});
        try {
          expect((await deviceProver(request.path)(request)).proof).to.equal(null);
          expect(opened).to.equal(openings);
        } finally {
          IDBFactory.prototype.open = open;
          Reflect.deleteProperty(indexedDB, 'databases');
        }
      }));
});

describe('a page with a list', () => {
  it('lets its connection go when it is left, and has another when it comes back', async () => {
    const name = `store-${crypto.randomUUID()}`;
    const connections: IDBDatabase[] = [];
    const open = () => {
      const opening = indexedDB.open(name, 1);
      opening.addEventListener('success', () => connections.push(opening.result));
      return opening;
    };
    const store = createDeviceStore({name, getFactory: () => ({open}) as unknown as IDBFactory});
    await store.update(() => success(1));
    window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
    expect(() => connections[0]?.transaction('device')).to.throw('closing');
    expect(await store.read()).to.deep.equal({ok: true, value: 1});
    expect(connections).to.have.length(2);
    indexedDB.deleteDatabase(name);
  });
});
