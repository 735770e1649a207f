import {expect} from 'chai';
import {blind} from '../../../src/adapters/vault/oprf.js';
import {
  ciphertexts,
  decrypt,
  importAes,
  keysWithoutEndpoint,
  macOf,
  passwordSlot,
  slotKeyOf,
  slotName,
  steal,
  stretch,
  type Stolen,
} from './support/attacker.js';
import {
  AT,
  enrolledDevice,
  forgetDevices,
  install,
  installation,
  newDevice,
  PASSWORD,
  valueOf,
} from './support/device.js';
import {countInHeap} from '../support/heap.js';

const sixDigits = () => String(crypto.getRandomValues(new Uint32Array(1))[0]! % 1e6).padStart(6, '0');

/** How many ciphertexts of a copy open under anything that a guess leads to without the endpoint. */
async function openedWithoutEndpoint(stolen: Stolen, password: string): Promise<number> {
  const keys = await keysWithoutEndpoint(stolen, password);
  const tries = keys.flatMap((key) =>
    ciphertexts(stolen).map(([wrapped, name]) => decrypt(wrapped, key, stolen.device, name)),
  );
  return (await Promise.all(tries)).filter((raw) => raw !== null).length;
}

describe('a copy of the device, without the endpoint', function () {
  this.timeout(300_000);
  afterEach(forgetDevices);

  it('tells no password from another, the right one included (B1)', async () => {
    const {store, endpoint, id} = await enrolledDevice({accounts: ['058C000001', '058C000002']});
    const stolen = await steal(store);
    const guesses = [...Array.from({length: 50}, sixDigits), PASSWORD];
    const opened = (password: string) => openedWithoutEndpoint(stolen, password);
    for (const guess of guesses) expect(await opened(guess)).to.equal(0);

    // The same ciphertexts open with the endpoint's evaluation, so it is the evaluation that was missing.
    const {element, finalize} = blind(await stretch(PASSWORD, stolen.salt));
    const output = finalize(valueOf(await endpoint.evaluate(id, element)).evaluatedElement);
    const raw = await decrypt(
      passwordSlot(stolen).vaultKey,
      await slotKeyOf(stolen, output!),
      id,
      slotName('password'),
    );
    const vaultKey = await importAes(raw!);
    const rest = ciphertexts(stolen).filter(([, name]) => !name.startsWith('/slot/'));
    const seeds = await Promise.all(rest.map(([wrapped, name]) => decrypt(wrapped, vaultKey, id, name)));
    expect(seeds.map((seed) => seed?.length)).to.deep.equal([20, 20, 32]);
  });

  it('holds one thing that depends on the password: the slot’s ciphertext, and a MAC that whoever has it can make', async () => {
    const {vault, store, endpoint} = await enrolledDevice();
    const before = await steal(store);
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    valueOf(await open.changePassword('730291', endpoint));
    const after = await steal(store);
    const {slots: slotsBefore, deviceKey: _, ...restBefore} = before;
    const {slots: slotsAfter, deviceKey: __, ...restAfter} = after;
    expect(restAfter).to.deep.equal(restBefore);
    expect(slotsAfter.map((slot) => Object.keys(slot))).to.deep.equal([['kind', 'vaultKey', 'mac']]);
    for (const stolen of [before, after])
      expect(passwordSlot(stolen).mac).to.deep.equal(await macOf(passwordSlot(stolen), stolen));
    const [old, renewed] = [slotsBefore, slotsAfter].map(([slot]) => slot?.vaultKey.ciphertext);
    expect(renewed).to.have.length(48).and.not.deep.equal(old);
  });

  it('holds only ciphertext, random bytes and what the screen shows; its one key can’t be taken out', async () => {
    const {store} = await enrolledDevice();
    const stolen = await steal(store);
    expect(Object.keys(stolen).sort()).to.deep.equal([
      'confirmationKey',
      'device',
      'deviceKey',
      'deviceName',
      'enrolment',
      'entries',
      'salt',
      'slots',
      'version',
    ]);
    expect(stolen.deviceKey.extractable).to.equal(false);
    const taken = await crypto.subtle.exportKey('raw', stolen.deviceKey).catch((error: DOMException) => error.name);
    expect(taken).to.equal('InvalidAccessError');
  });
});

describe('secrets stay inside WebCrypto', function () {
  this.timeout(60_000);
  afterEach(forgetDevices);

  const nameOf = (algorithm: AlgorithmIdentifier) => (typeof algorithm === 'string' ? algorithm : algorithm.name);
  /** What takes bytes out of WebCrypto or into it, and how a call of it is told. */
  const crossings = {
    exportKey: (_format: string, key: CryptoKey) => `export ${key.type}`,
    deriveBits: (algorithm: AlgorithmIdentifier) => `bits ${nameOf(algorithm)}`,
    importKey: (_format: string, _data: unknown, algorithm: AlgorithmIdentifier, isExtractable: boolean) =>
      `import ${nameOf(algorithm)}${isExtractable ? ' extractable' : ''}`,
    decrypt: () => 'decrypt',
  };

  const watching = async (run: () => Promise<void>): Promise<readonly string[]> => {
    const calls = new Set<string>();
    const originals = Object.entries(crossings).map(([name, tell]) => {
      const descriptor = Object.getOwnPropertyDescriptor(SubtleCrypto.prototype, name)!;
      const value = (...args: Parameters<typeof tell>): unknown => {
        calls.add(String(Reflect.apply(tell, undefined, args)));
        return Reflect.apply(descriptor.value as () => unknown, crypto.subtle, args);
      };
      Object.defineProperty(SubtleCrypto.prototype, name, {...descriptor, value});
      return [name, descriptor] as const;
    });
    try {
      await run();
    } finally {
      originals.forEach(([name, descriptor]) => Object.defineProperty(SubtleCrypto.prototype, name, descriptor));
    }
    return [...calls].sort();
  };

  it('no seed, no vault key and no confirmation key is ever bytes: not when enrolling, unlocking or changing the password', async () => {
    const device = newDevice();
    const silent = {confirm: async () => ({ok: true, value: undefined}) as const};
    // The endpoint answers before the watch begins, for its own side handles bytes.
    const prepared = await installation(device);
    const calls = await watching(async () => {
      const guard = {...silent, evaluate: prepared.guard.evaluate.bind(prepared.guard)};
      const open = valueOf(await device.vault.install({...prepared, guard}));
      open.lock();
      const again = valueOf(await device.vault.unlock(PASSWORD, guard));
      valueOf(await again.code('058C000001', AT));
      valueOf(await again.changePassword('730291', guard));
      await device.vault.createKeys();
    });
    expect(calls).to.deep.equal(['bits PBKDF2', 'export public', 'import ECDH', 'import HKDF', 'import PBKDF2']);
  });

  it('the password leaves no trace in the heap, the page or the database’s values', async () => {
    const digits = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte % 10);
    const device = newDevice();
    const open = await (async () => (await install(device, {password: digits.join('')}))[0])();
    open.lock();
    valueOf(await device.vault.unlock(digits.join(''), device.endpoint));
    expect(await countInHeap(digits)).to.equal(0);
    expect(document.documentElement.outerHTML).not.to.contain(digits.join(''));
  });

  it('which a text that is kept would be found by', async () => {
    const digits = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte % 10);
    const kept = {text: digits.join('')};
    expect(await countInHeap(digits)).to.be.above(0);
    expect(kept.text).to.have.length(12);
  });
});
