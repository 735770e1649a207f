import {expect} from 'chai';
import {createDeviceStore} from '../../src/adapters/device-store.js';
import {deviceProver, type ProvenRequest} from '../../src/adapters/device-proof.js';
import {devices} from '../../src/adapters/endpoint/devices.js';
import {overHttp} from '../../src/adapters/endpoint/http.js';
import {giveKey} from '../../src/adapters/vault/device-key.js';
import {createVault} from '../../src/adapters/vault/index.js';
import {failure, success, type Result} from '../../src/domain/problems.js';
import type {DeviceKey} from '../../src/domain/contract.js';
import {json, problemAnswer, wire, type Reply} from '../elements/support/wire.js';
import {install, newDevice, PASSWORD, valueOf, forgetDevices, type TestDevice} from './vault/support/device.js';
import {base64url, fromBase64url} from '../../src/testing/reference/reference-endpoint.js';

const ES256 = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'} as const;
const text = new TextEncoder();
const sha256 = async (message: string) =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', text.encode(message))));
const request = {
  method: 'POST',
  path: 'challenges',
  body: '{"a":1}',
  idempotencyKey: crypto.randomUUID(),
  now: 1_900_000_000_900,
} as const;

/** The proof of a request by itself, or null. */
const proveDevice = async (asked: ProvenRequest) => (await deviceProver(asked.path)(asked)).proof;

/** The site's own database: proofs are made from no other. */
const ours = (): TestDevice => newDevice('kb-otp');

interface Keyed extends TestDevice {
  readonly id: string;
  readonly key: DeviceKey;
}

/** A device that is registered in this browser, whose vault is locked. */
async function registered(): Promise<Keyed> {
  const device = ours();
  const made: DeviceKey[] = [];
  const createKeys: typeof device.vault.createKeys = async () => {
    const keys = await device.vault.createKeys();
    made.push(keys.own.publicKey);
    return keys;
  };
  const [open, enrolment] = await install({...device, vault: {...device.vault, createKeys}});
  device.endpoint.activate(enrolment);
  valueOf(await device.vault.activate(enrolment));
  open.lock();
  return {...device, id: open.device, key: made[0]!};
}

interface Read {
  readonly header: object;
  readonly claims: object;
  readonly holds: boolean;
}

/** What a proof says, and whether it is signed by this key; after the contract alone. */
async function readProof(proof: string | null, key: DeviceKey): Promise<Read> {
  const [header = '', claims = '', signature = ''] = (proof ?? '').split('.');
  const say = (part: string) => JSON.parse(new TextDecoder().decode(fromBase64url(part))) as object;
  const imported = await crypto.subtle.importKey('jwk', {...key}, ES256, false, ['verify']);
  const signed = text.encode(`${header}.${claims}`);
  const holds = await crypto.subtle.verify(ES256, imported, fromBase64url(signature), signed);
  return {header: say(header), claims: say(claims), holds};
}

/** The database as it is when a browser has lost the key and nothing else. */
async function loseKey(device: string): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('kb-otp');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(new Error('not opened'));
  });
  const transaction = database.transaction('device', 'readwrite', {durability: 'strict'});
  transaction.objectStore('device').delete(`key/${device}`);
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  database.close();
}

const required = () => problemAnswer(403, {code: 'device_proof_required'});
const call = () => ({signal: new AbortController().signal, idempotencyKey: crypto.randomUUID()});

function online(replies: readonly Reply[], now = () => Date.now(), onServerTime = (_: string): void => undefined) {
  const {requests} = wire(replies);
  const endpoint = overHttp(devices, {
    base: 'https://otp.example/v1',
    credentials: 'same-origin',
    timeout: 5_000,
    getSessionToken: null,
    clock: {now},
    onServerTime,
  });
  return {requests, endpoint};
}

/** Runs with a browser that opens databases in another way; says how often it was asked to. */
async function opening<Value>(
  open: (honest: () => IDBOpenDBRequest) => IDBOpenDBRequest,
  run: () => Promise<Value>,
): Promise<readonly [Value, number]> {
  const {prototype} = IDBFactory;
  const {open: honest} = prototype;
  let opened = 0;
  prototype.open = function (this: IDBFactory, ...asked) {
    opened += 1;
    return open(() => honest.apply(this, asked));
  };
  try {
    return [await run(), opened];
  } finally {
    prototype.open = honest;
  }
}

describe('the proof that a request comes from this device', () => {
  afterEach(forgetDevices);

  it('is over the method, the path, the body, the attempt and the endpoint’s time, while the vault is locked', async () => {
    const {id, key} = await registered();
    const {header, claims, holds} = await readProof(await proveDevice(request), key);
    expect(holds).to.equal(true);
    expect(header).to.deep.equal({typ: 'device-proof+jwt', alg: 'ES256', kid: id});
    expect(claims).to.deep.equal({
      htm: 'POST',
      htu: '/challenges',
      iat: 1_900_000_000,
      jti: request.idempotencyKey,
      body_sha256: await sha256(request.body),
    });
  });

  it('has a path without its query, and the hash of nothing where there is no body', async () => {
    const {key} = await registered();
    const proof = await proveDevice({...request, method: 'GET', path: 'accounts/a/authentication?channel=x', body: ''});
    const {claims} = await readProof(proof, key);
    expect(claims).to.include({htm: 'GET', htu: '/accounts/a/authentication', body_sha256: await sha256('')});
  });

  it('is none where nothing is registered, and leaves no database behind', async () => {
    expect(await proveDevice(request)).to.equal(null);
    expect((await indexedDB.databases()).map(({name}) => name)).not.to.include('kb-otp');
  });

  it('is none after the vault is erased, and the key is gone', async () => {
    const {vault, store, id} = await registered();
    valueOf(await vault.erase());
    expect(await proveDevice(request)).to.equal(null);
    expect(valueOf(await store.key(id))).to.equal(undefined);
  });

  it('is of the device that the path names, though another’s list is here', async () => {
    const {store, id} = await registered();
    const {privateKey} = await crypto.subtle.generateKey(ES256, false, ['sign', 'verify']);
    valueOf(await store.keepKey('another-device', {key: privateKey}));
    const kidOf = async (path: string) => {
      const [header = ''] = ((await proveDevice({...request, path})) ?? '').split('.');
      return (JSON.parse(atob(header)) as {kid: string}).kid;
    };
    expect([await kidOf('devices/another-device/unlocks'), await kidOf('challenges')]).to.deep.equal([
      'another-device',
      id,
    ]);
  });

  it('is made by a key that the browser does not give out', async () => {
    const {store, id} = await registered();
    const {key} = valueOf(await store.key(id))!;
    expect([key.extractable, key.type, key.usages]).to.deep.equal([false, 'private', ['sign']]);
  });

  it('is there for the very first unlocks of a new device, before its vault is', async () => {
    const device = ours();
    const kept: Result<unknown>[] = [];
    const evaluate = device.endpoint.evaluate.bind(device.endpoint);
    device.endpoint.evaluate = async (id, element) => {
      kept.push(await device.store.key(id));
      return evaluate(id, element);
    };
    await install(device);
    expect(kept.map((result) => result.ok && Boolean(result.value))).to.deep.equal([true, true]);
  });

  it('goes with every request of this browser, over the very body that is sent', async () => {
    const {id, key} = await registered();
    const {endpoint, requests} = online([required]);
    await endpoint.createUnlock(id, 'element', call());
    const [sent] = requests;
    const {claims, holds} = await readProof(sent!.headers.get('Device-Proof'), key);
    expect(holds).to.equal(true);
    expect(claims).to.include({
      htu: `/devices/${id}/unlocks`,
      jti: sent!.headers.get('Idempotency-Key'),
      body_sha256: await sha256(sent!.init.body as string),
    });
  });

  it('is made again by the endpoint’s time, once, when it was refused for the device’s own', async () => {
    const {id, key} = await registered();
    let now = 1_000;
    const serverTime = new Date(1_900_000_000_000).toISOString();
    const refused = () => problemAnswer(403, {code: 'device_proof_required', serverTime});
    const {endpoint, requests} = online(
      [refused],
      () => now,
      (at) => (now = Date.parse(at)),
    );
    const result = await endpoint.createUnlock(id, 'element', call());
    const proofs = await Promise.all(requests.map(({headers}) => readProof(headers.get('Device-Proof'), key)));
    expect(proofs.map(({claims}) => (claims as {iat: number}).iat)).to.deep.equal([1, 1_900_000_000]);
    expect(new Set(requests.map(({headers}) => headers.get('Idempotency-Key'))).size).to.equal(1);
    expect(result).to.deep.include({ok: false});
    expect(!result.ok && result.problem.code, 'by the right time it is the wrong key').to.equal('vault_damaged');
  });

  it('that is missing where it is needed means that the list can’t be used: its key is lost', async () => {
    const {id} = await registered();
    await loseKey(id);
    const {endpoint, requests} = online([required]);
    const result = await endpoint.createUnlock(id, 'element', call());
    expect(!result.ok && result.problem.code).to.equal('vault_damaged');
    expect(requests).to.have.length(1);
    expect(requests[0]!.headers.has('Device-Proof')).to.equal(false);
  });

  it('that a slow browser does not give in time destroys nothing: the customer is told to try again', async () => {
    const {id} = await registered();
    const {endpoint, requests} = online([required]);
    const [result, opened] = await opening(
      () => new EventTarget() as IDBOpenDBRequest,
      () => endpoint.createUnlock(id, 'element', call()),
    );
    expect(!result.ok && result.problem.code).to.equal('storage_failed');
    expect([requests.length, requests[0]!.headers.has('Device-Proof'), opened]).to.deep.equal([1, false, 1]);
  });

  it('is read from the browser once for a request and its repeat', async () => {
    const {id} = await registered();
    const {endpoint, requests} = online([required]);
    const [, opened] = await opening(
      (honest) => honest(),
      () => endpoint.createUnlock(id, 'element', call()),
    );
    expect([requests.length, opened]).to.deep.equal([2, 1]);
  });

  it('stops no request where the browser keeps nothing', async () => {
    const open = Object.getOwnPropertyDescriptor(IDBFactory.prototype, 'open')!;
    Object.defineProperty(IDBFactory.prototype, 'open', {
      ...open,
      value: () => {
        throw new DOMException('', 'SecurityError');
      },
    });
    try {
      const {endpoint, requests} = online([json({})]);
      await endpoint.getDevice('device-1', call());
      expect(requests).to.have.length(1);
    } finally {
      Object.defineProperty(IDBFactory.prototype, 'open', open);
    }
  });
});

describe('a vault from before devices had keys', () => {
  afterEach(forgetDevices);

  type Told = readonly [device: string, key: DeviceKey, mac: string];

  async function opened() {
    const device = await registered();
    await loseKey(device.id);
    return {...device, open: valueOf(await device.vault.unlock(PASSWORD, device.endpoint))};
  }

  it('gives its device a key when it is opened, with a MAC that only an opened vault makes', async () => {
    const {open, id, endpoint, store} = await opened();
    const told: Told[] = [];
    await open.giveKey(async (...key) => (told.push(key), success(null)));
    const [[device, key, mac]] = told as [Told];
    const {crv, kty, x, y} = key;
    const said = `device-key|${id}|${await sha256(JSON.stringify({crv, kty, x, y}))}`;
    const confirmationKey = endpoint.devices.get(id)!.confirmationKey;
    const hmac = await crypto.subtle.importKey('raw', confirmationKey, {name: 'HMAC', hash: 'SHA-256'}, false, [
      'verify',
    ]);
    expect(device).to.equal(id);
    expect(await crypto.subtle.verify('HMAC', hmac, fromBase64url(mac), text.encode(said))).to.equal(true);
    expect((await readProof(await proveDevice(request), key)).holds).to.equal(true);
    expect(valueOf(await store.key(id))?.publicKey, 'the endpoint has it').to.equal(undefined);
  });

  it('tells the same key until it is heard to be registered, and no more then', async () => {
    const {open} = await opened();
    const told: Told[] = [];
    const unheard = async (...key: Told) => (told.push(key), failure({code: 'timeout'}));
    await open.giveKey(unheard);
    await open.giveKey(unheard);
    await open.giveKey(async (...key) => (told.push(key), success(null)));
    await open.giveKey(unheard);
    expect(told.map(([, key]) => key)).to.deep.equal([told[0]![1], told[0]![1], told[0]![1]]);
  });

  it('opened in two tabs at once gives one key', async () => {
    const {open, name, endpoint} = await opened();
    const other = valueOf(await createVault(createDeviceStore({name})).unlock(PASSWORD, endpoint));
    const told: Told[] = [];
    const tell = async (...key: Told) => (told.push(key), success(null));
    await Promise.all([open.giveKey(tell), other.giveKey(tell)]);
    expect(new Set(told.map(([, {x}]) => x)).size).to.equal(1);
    expect((await readProof(await proveDevice(request), told[0]![1])).holds).to.equal(true);
  });

  it('makes none, and writes nothing, for a device that has one: each unlock comes by here', async () => {
    const {id, store} = await registered();
    const kept = valueOf(await store.key(id));
    const confirmationKey = await crypto.subtle.generateKey({name: 'HMAC', hash: 'SHA-256'}, false, ['sign']);
    let touched = 0;
    const touch = async () => (touched++, failure({code: 'storage_failed'}));
    for (const read of [success(kept), failure({code: 'storage_failed'})])
      await giveKey({key: async () => read, keepKey: touch}, id, confirmationKey, touch);
    expect(touched).to.equal(0);
  });

  it('tells none for a device that has one', async () => {
    const {vault, endpoint} = await registered();
    const open = valueOf(await vault.unlock(PASSWORD, endpoint));
    let told = 0;
    await open.giveKey(async () => (told++, success(null)));
    expect(told).to.equal(0);
  });
});
