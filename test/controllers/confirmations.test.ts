import {expect} from 'chai';
import {without} from '../support/without.js';
import type {DeviceSession} from '../../src/controllers/device-session.js';
import {failure, success, type Problem} from '../../src/domain/problems.js';
import type {DeviceEndpoint} from '../../src/ports/device-endpoint.js';
import type {UnlockNote, Vault} from '../../src/ports/vault.js';
import {clock, openVault, sessionOf} from './sessions.js';

describe('a right password that the endpoint does not hear was right', () => {
  const right: Partial<Vault> = {
    unlock: async (_password, guard) => {
      const evaluated = await guard.evaluate('device', 'element');
      if (!evaluated.ok) return evaluated;
      void guard.confirm('device', evaluated.value.id, 'mac');
      return success(openVault());
    },
  };

  /** An endpoint that hears confirmations or not, and counts as the reference does. */
  function deafEndpoint() {
    const books = {evaluations: 0, open: 0, failed: 0, tries: 0, hears: false, refusal: 'timeout' as Problem['code']};
    const endpoint = {
      createUnlock: () => {
        const failedAttempts = books.failed + books.open;
        books.evaluations += 1;
        books.open += 1;
        const id = `unlock-${books.evaluations}`;
        const value = {id, evaluatedElement: '', attemptsLeft: 10 - books.open, failedAttempts};
        return Promise.resolve(success(value));
      },
      confirmUnlock: () => {
        books.tries += 1;
        if (books.hears) books.open = books.failed = 0;
        return Promise.resolve(books.hears ? success({}) : failure({code: books.refusal}));
      },
      getDevice: () => Promise.resolve(success({failedAttempts: books.failed + books.open})),
    } as unknown as DeviceEndpoint;
    return {books, endpoint: () => endpoint};
  }

  const turn = () => new Promise((resolve) => void setTimeout(resolve));

  it('is told, and sent again by itself with growing waits until it is heard', async () => {
    const {books, endpoint} = deafEndpoint();
    const session = sessionOf(right, undefined, endpoint);
    await session.unlock('password');
    await turn();
    expect([session.unconfirmed, books.tries, clock.due()]).to.deep.equal([9, 1, [2000]]);
    clock.advance(2000);
    await turn();
    expect([session.unconfirmed, books.tries, clock.due()]).to.deep.equal([9, 2, [4000]]);
    books.hears = true;
    clock.advance(4000);
    await turn();
    expect([session.unconfirmed, books.tries, books.open, clock.due()]).to.deep.equal([null, 3, 0, []]);
  });

  it('costs one guess, however often it is typed, and never the list', async () => {
    const {books, endpoint} = deafEndpoint();
    const session = sessionOf(right, undefined, endpoint);
    await session.unlock('password');
    session.lock();
    for (let round = 0; round < 11; round++)
      expect(await session.unlock('password')).to.deep.equal(failure({code: 'timeout'}));
    expect([books.evaluations, books.open]).to.deep.equal([1, 1]);
    books.hears = true;
    expect((await session.unlock('password')).ok).to.equal(true);
    await turn();
    expect([books.evaluations, books.open, session.unconfirmed]).to.deep.equal([2, 0, null]);
  });

  it('is not sent while there is no network, but as soon as there is one', async () => {
    const {books, endpoint} = deafEndpoint();
    const session = sessionOf(right, undefined, endpoint);
    await session.unlock('password');
    await turn();
    await without(
      navigator,
      'onLine',
      async () => {
        clock.advance(2000);
        await turn();
        expect(books.tries).to.equal(1);
      },
      false,
    );
    books.hears = true;
    window.dispatchEvent(new Event('online'));
    await turn();
    expect([books.tries, session.unconfirmed]).to.deep.equal([2, null]);
  });

  /** What a browser keeps, whichever page looks. */
  function keptHere() {
    const kept = new Map<string, UnlockNote>();
    const notes = () => [...kept.values()];
    return {
      kept: () => notes().filter(({confirmation}) => confirmation),
      untold: () => notes().filter(({confirmation}) => !confirmation),
      vault: {
        ...right,
        unlockWithPasskey: () => Promise.resolve(success(openVault())),
        unlockNotes: () => Promise.resolve(notes()),
        keepUnlockNote: (unlock, note) => Promise.resolve(note ? kept.set(unlock, note) : kept.delete(unlock)),
      } satisfies Partial<Vault>,
    };
  }

  it('costs one guess, however often the page is loaded anew', async () => {
    const {books, endpoint} = deafEndpoint();
    const {kept, vault} = keptHere();
    await sessionOf(vault, undefined, endpoint).unlock('password');
    await turn();
    for (let page = 0; page < 11; page++) {
      const reloaded = sessionOf(vault, undefined, endpoint);
      expect(await reloaded.unlock('password')).to.deep.equal(failure({code: 'timeout'}));
      expect(reloaded.unconfirmed).to.equal(9);
    }
    expect([books.evaluations, books.open, kept().length]).to.deep.equal([1, 1, 1]);
    books.hears = true;
    expect((await sessionOf(vault, undefined, endpoint).unlock('password')).ok).to.equal(true);
    await turn();
    expect([books.evaluations, books.open, kept()]).to.deep.equal([2, 0, []]);
  });

  it('is sent by the next page as soon as it looks at the list, or is opened by a passkey', async () => {
    for (const look of [
      (session: DeviceSession) => session.readList(),
      (session: DeviceSession) => session.unlock('passkey'),
    ]) {
      const {books, endpoint} = deafEndpoint();
      const {kept, vault} = keptHere();
      await sessionOf(vault, undefined, endpoint).unlock('password');
      await turn();
      books.hears = true;
      await look(sessionOf(vault, undefined, endpoint));
      await turn();
      expect([books.open, kept()]).to.deep.equal([0, []]);
    }
  });

  it('is no failure of somebody else’s to whoever opens the next page by a passkey', async () => {
    const {books, endpoint} = deafEndpoint();
    const {vault} = keptHere();
    await sessionOf(vault, undefined, endpoint).unlock('password');
    await turn();
    const next = sessionOf(vault, undefined, endpoint);
    await next.unlock('passkey');
    await turn();
    expect([books.open, next.takeFailedAttempts(), next.unconfirmed]).to.deep.equal([1, 0, 9]);
  });

  for (const [what, problem] of [
    ['was heard from another tab', 'state_conflict'],
    ['is not known to the endpoint any more', 'not_found'],
  ] as const)
    it(`is kept no longer once it ${what}`, async () => {
      const {books, endpoint} = deafEndpoint();
      const {kept, vault} = keptHere();
      await sessionOf(vault, undefined, endpoint).unlock('password');
      await turn();
      books.refusal = problem;
      expect((await sessionOf(vault, undefined, endpoint).unlock('password')).ok).to.equal(true);
      await turn();
      expect([books.evaluations, kept().map(({unlock}) => unlock)]).to.deep.equal([2, []]);
    });

  it('is kept for a day, as the endpoint keeps it', async () => {
    const {books, endpoint} = deafEndpoint();
    const {kept, vault} = keptHere();
    await sessionOf(vault, undefined, endpoint).unlock('password');
    await turn();
    const before = kept();
    clock.advance(25 * 60 * 60_000);
    await turn();
    await sessionOf(vault, undefined, endpoint).unlock('password');
    await turn();
    expect([before.length, books.evaluations, kept().map(({unlock}) => unlock)]).to.deep.equal([1, 2, ['unlock-2']]);
  });

  it('is sent by this page as ever where nothing can be kept', async () => {
    const {books, endpoint} = deafEndpoint();
    const broken = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
    const vault = {...right, unlockNotes: broken, keepUnlockNote: broken};
    const session = sessionOf(vault, undefined, endpoint);
    await session.unlock('password');
    await turn();
    expect(session.unconfirmed).to.equal(9);
    books.hears = true;
    clock.advance(2000);
    await turn();
    expect([session.unconfirmed, books.open]).to.deep.equal([null, 0]);
  });

  describe('forgets, with it, what had failed before', () => {
    /** A page that opens the list and tells nobody, as one that asks for a code does. */
    async function openElsewhere(books: {hears: boolean; failed: number}, vault: Partial<Vault>, endpoint: Endpoint) {
      Object.assign(books, {hears: true, failed: 9});
      await sessionOf(vault, undefined, endpoint).unlock('password');
      await turn();
    }
    type Endpoint = () => DeviceEndpoint;

    it('and the next page that tells says so, however it is opened, and no page after it', async () => {
      for (const by of ['password', 'passkey'] as const) {
        const {books, endpoint} = deafEndpoint();
        const {vault, untold} = keptHere();
        await openElsewhere(books, vault, endpoint);
        expect(untold().map(({failedAttempts}) => failedAttempts)).to.deep.equal([9]);
        const told: number[] = [];
        for (let page = 0; page < 2; page++) {
          const session = sessionOf(vault, undefined, endpoint);
          await session.unlock(by);
          await turn();
          told.push(session.takeFailedAttempts(), session.takeFailedAttempts());
          await turn();
        }
        expect([told, untold()]).to.deep.equal([[9, 0, 0, 0], []]);
      }
    });

    it('and a list that is open by the time the note is read says so', async () => {
      const {books, endpoint} = deafEndpoint();
      const {vault} = keptHere();
      await openElsewhere(books, vault, endpoint);
      let news = 0;
      await sessionOf(vault, undefined, undefined, () => news++).unlock('passkey');
      await turn();
      expect(news).to.equal(1);
    });

    it('and what has failed since then is added', async () => {
      const {books, endpoint} = deafEndpoint();
      const {vault} = keptHere();
      await openElsewhere(books, vault, endpoint);
      books.failed = 2;
      const session = sessionOf(vault, undefined, endpoint);
      await session.unlock('password');
      expect(session.takeFailedAttempts()).to.equal(11);
    });

    it('which a second unlock of the same page does not count twice', async () => {
      const {books, endpoint} = deafEndpoint();
      const {vault, untold} = keptHere();
      books.hears = true;
      books.failed = 9;
      const page = sessionOf(vault, undefined, endpoint);
      for (let round = 0; round < 2; round++) {
        await page.unlock('password');
        await turn();
      }
      expect(untold().map(({failedAttempts}) => failedAttempts)).to.deep.equal([9]);
    });

    it('and keeps it apart as long as the endpoint does not hear: it is told once', async () => {
      const {books, endpoint} = deafEndpoint();
      const {vault, untold} = keptHere();
      books.failed = 9;
      await sessionOf(vault, undefined, endpoint).unlock('password');
      await turn();
      const list = sessionOf(vault, undefined, endpoint);
      await list.unlock('passkey');
      await turn();
      expect([list.takeFailedAttempts(), list.takeFailedAttempts()]).to.deep.equal([9, 0]);
      await turn();
      books.hears = true;
      const next = sessionOf(vault, undefined, endpoint);
      await next.unlock('password');
      await turn();
      expect([next.takeFailedAttempts(), untold()]).to.deep.equal([0, []]);
    });

    it('but not when it knows nothing of the unlock: then it tells them itself', async () => {
      const {books, endpoint} = deafEndpoint();
      const {vault, untold} = keptHere();
      Object.assign(books, {failed: 9, refusal: 'not_found'});
      const page = sessionOf(vault, undefined, endpoint);
      await page.unlock('password');
      await turn();
      expect(untold()).to.deep.equal([]);
      Object.assign(books, {open: 0, hears: true});
      await page.unlock('password');
      expect(page.takeFailedAttempts()).to.equal(9);
    });
  });
});
