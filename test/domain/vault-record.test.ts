import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Shape} from '../../src/domain/shapes.js';
import {
  accountsOn,
  activated,
  additionalData,
  slotName,
  discarded,
  readVaultRecord,
  reconciled,
  withoutAccount,
  withoutSlot,
  withSlot,
  type AccountOnDevice,
  type VaultEntry,
  type VaultRecord,
  type Wrapped,
} from '../../src/domain/vault-record.js';

const KEY = 'a key handle';
type Key = typeof KEY;
const isKey: Shape<Key> = (value): value is Key => value === KEY;

let serial = 0;
const wrapped = (length: number): Wrapped => ({
  iv: new Uint8Array(12).fill(++serial),
  ciphertext: new Uint8Array(length + 16),
});
const totp = {algorithm: 'SHA-1', digits: 6, period: 30} as const;
const base = (account: string) => ({account, accountLabel: `•••${account.slice(-3)}`, totp, seed: wrapped(20)});
const entry = (account: string, state: VaultEntry['state'] = 'active'): VaultEntry => ({...base(account), state});
const enrolmentOf = (...accounts: string[]) => ({
  id: 'enrolment-1',
  expiresAt: 1_000,
  confirmationKey: wrapped(32),
  entries: accounts.map(base),
});

const mac = new Uint8Array(32);
const password = {kind: 'password', vaultKey: wrapped(32), mac} as const;
const passkey = {
  kind: 'passkey',
  vaultKey: wrapped(32),
  mac,
  credential: new Uint8Array(20),
  prfSalt: new Uint8Array(32),
} as const;

const active: VaultRecord<Key> = {
  version: 2,
  device: 'device-1',
  deviceName: 'Pixel 9',
  salt: new Uint8Array(16),
  deviceKey: KEY,
  slots: [password, passkey],
  entries: [entry('058C000001'), entry('058C000002', 'superseded')],
  confirmationKey: wrapped(32),
  enrolment: enrolmentOf('058C000003'),
};
const installed: VaultRecord<Key> = {
  ...active,
  entries: [],
  confirmationKey: null,
  enrolment: enrolmentOf('058C000001'),
};

const codeOf = (value: unknown) => {
  const result = readVaultRecord(value, isKey);
  return result.ok ? 'ok' : result.problem.code;
};

/** A copy with the value at a path replaced, or taken out. */
function changed(source: unknown, path: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const copy = (Array.isArray(source) ? source.slice() : {...(source as object)}) as Record<string | number, unknown>;
  const value = changed(copy[key], rest, to);
  if (value === GONE) delete copy[key];
  else copy[key] = value;
  return copy;
}
const GONE = Symbol('gone');

function* paths(value: unknown, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  for (const [name, child] of Object.entries(value)) {
    const key = Array.isArray(value) ? Number(name) : name;
    yield [...path, key];
    yield* paths(child, [...path, key]);
  }
}

describe('a record is read', () => {
  test('with everything that may stand in it', () =>
    assert.deepEqual(readVaultRecord(active, isKey), {ok: true, value: active}));
  test('of the layout before, whose slots have no seal', () =>
    assert.equal(codeOf({...active, version: 1, slots: active.slots.map(({mac: _, ...slot}) => slot)}), 'ok'));
  test('before its first enrolment is active', () => assert.equal(codeOf(installed), 'ok'));
  test('as null where there is none', () => {
    assert.deepEqual(readVaultRecord(undefined, isKey), {ok: true, value: null});
    assert.deepEqual(readVaultRecord(null, isKey), {ok: true, value: null});
  });
});

describe('a record of a later version is left alone (C6)', () => {
  const rows: readonly (readonly [why: string, value: unknown, code: string])[] = [
    ['a later version', {...active, version: 3}, 'client_outdated'],
    ['a later version of a shape not known yet', {version: 7, vault: 'elsewhere'}, 'client_outdated'],
    ['an earlier version, which there never was', {...active, version: 0}, 'vault_damaged'],
    ['a version that is no number', {...active, version: 'x'}, 'vault_damaged'],
    ['a version of the prototype', Object.create({version: 3}), 'vault_damaged'],
  ];
  for (const [why, value, code] of rows) test(`${why}: ${code}`, () => assert.equal(codeOf(value), code));
});

describe('a broken record is refused, whatever is broken (C7)', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ['gone', GONE],
    ['true', true],
    ['an object', {}],
    ['of one byte', new Uint8Array(1)],
    ['an array of numbers', [1, 2, 3]],
  ];
  for (const path of paths(active)) {
    const at = path.join('.');
    for (const [why, to] of wrong) {
      // An empty list of slots, entries or accounts is told apart below.
      if (Array.isArray(path) && to === GONE && typeof path.at(-1) === 'number') continue;
      test(`${at} is ${why}`, () => assert.equal(codeOf(changed(active, path, to)), 'vault_damaged'));
    }
  }

  const rows: readonly (readonly [why: string, value: unknown])[] = [
    ['it is a string', 'record'],
    ['it is a number', 1],
    ['it is a list', [active]],
    ['no slot is left', {...active, slots: []}],
    ['a slot has a seal that its layout has not', {...active, version: 1}],
    ['a slot is there twice', {...active, slots: [password, password]}],
    ['an account is there twice', {...active, entries: [entry('058C000001'), entry('058C000001')]}],
    ['an account is enrolled twice', {...active, enrolment: enrolmentOf('058C000003', '058C000003')}],
    ['it holds no account', {...active, entries: [], enrolment: null}],
    ['active accounts have no confirmation key', {...active, confirmationKey: null}],
    ['a seed is cut short', changed(active, ['entries', 0, 'seed', 'ciphertext'], new Uint8Array(35))],
    ['an initialization vector is cut short', changed(active, ['entries', 0, 'seed', 'iv'], new Uint8Array(11))],
    ['a seed is longer than any', changed(active, ['entries', 0, 'seed', 'ciphertext'], new Uint8Array(49))],
    ['an entry claims to be pending', changed(active, ['entries', 0, 'state'], 'pending')],
    ['codes would have 99 digits', changed(active, ['entries', 0, 'totp', 'digits'], 99)],
    ['an account has the name of something else', changed(active, ['entries', 0, 'account'], '/confirmation')],
    ['the password’s slot carries a salt', changed(active, ['slots', 0, 'prfSalt'], new Uint8Array(32))],
    ['a field that nobody wrote', {...active, hint: 'born 1990'}],
    ['a field that nobody wrote, deep inside', changed(active, ['entries', 0, 'check'], new Uint8Array(4))],
    [
      'an own field called __proto__',
      {...active, ...(JSON.parse('{"__proto__": {"polluted": true}}') as object), __proto__: null},
    ],
    ['more accounts than any list', {...active, entries: Array.from({length: 51}, (_, index) => entry(`A${index}`))}],
  ];
  for (const [why, value] of rows) test(why, () => assert.equal(codeOf(value), 'vault_damaged'));

  test('a field called __proto__ changes nobody’s prototype', () => {
    const value = JSON.parse('{"__proto__": {"polluted": true}, "version": 1}') as unknown;
    assert.equal(codeOf(value), 'vault_damaged');
    assert.equal((Object.prototype as {polluted?: boolean}).polluted, undefined);
  });
});

describe('the list of accounts', () => {
  test('shows what is pending last', () => {
    assert.deepEqual(
      accountsOn(active).map(({account, state}) => [account, state]),
      [
        ['058C000001', 'active'],
        ['058C000002', 'superseded'],
        ['058C000003', 'pending'],
      ],
    );
  });

  test('shows an account that is enrolled anew once, pending', () => {
    const again = {...active, enrolment: enrolmentOf('058C000002')};
    assert.deepEqual(
      accountsOn(again).map(({account, state}) => [account, state]),
      [
        ['058C000001', 'active'],
        ['058C000002', 'pending'],
      ],
    );
  });
});

const stays = (record: VaultRecord<Key> | null) => {
  assert.equal(codeOf(record), 'ok');
  return record;
};

describe('an enrolment', () => {
  test('comes into force with its accounts and its confirmation key', () => {
    const record = stays(activated(active));
    assert.deepEqual(record?.entries.map(({account, state}) => [account, state]).at(-1), ['058C000003', 'active']);
    assert.equal(record?.confirmationKey, active.enrolment?.confirmationKey);
    assert.equal(record?.enrolment, null);
  });

  test('takes the place of an older one of the same account', () => {
    const again = {...active, enrolment: enrolmentOf('058C000002')};
    const {entries} = activated(again);
    assert.equal(entries.length, 2);
    assert.equal(entries[1]?.seed, again.enrolment.entries[0]?.seed);
  });

  test('leaves what was there when it comes to nothing', () => {
    const record = stays(discarded(active));
    assert.equal(record?.entries, active.entries);
    assert.equal(record?.confirmationKey, active.confirmationKey);
  });

  test('leaves nothing when nothing was there', () => assert.equal(discarded(installed), null));
  test('that is over is not begun again', () => assert.equal(activated({...active, enrolment: null}).enrolment, null));
});

describe('an account is removed', () => {
  test('and the others stay', () => {
    const record = stays(withoutAccount({...active, enrolment: null}, '058C000001'));
    assert.deepEqual(record?.entries, active.entries.slice(1));
  });
  test('and with the last one the record', () => {
    const last = {...active, entries: active.entries.slice(0, 1), enrolment: null};
    assert.equal(withoutAccount(last, '058C000001'), null);
  });
  test('but what is being enrolled stays', () => {
    const last = {...active, entries: active.entries.slice(0, 1)};
    assert.equal(stays(withoutAccount(last, '058C000001'))?.enrolment, active.enrolment);
  });
  test('and one that is not there changes nothing', () => assert.equal(withoutAccount(active, '058C000009'), active));
});

describe('a slot', () => {
  test('takes the place of the one of its kind', () => {
    const renewed = {...password, vaultKey: wrapped(32)};
    assert.deepEqual(stays(withSlot(active, renewed))?.slots, [passkey, renewed]);
  });
  test('is taken away', () => assert.deepEqual(stays(withoutSlot(active, 'passkey'))?.slots, [password]));
  test('stays when it is the last', () => {
    const last = {...active, slots: [password]};
    assert.equal(withoutSlot(last, 'password'), last);
  });
});

describe('what the endpoint says of the accounts', () => {
  const told = (account: string, state: AccountOnDevice['state'], accountLabel = `•••${account.slice(-3)}`) => [
    {account, accountLabel, state},
  ];
  const stateOf = (record: VaultRecord<Key>, account: string) =>
    accountsOn(record).find((other) => other.account === account)?.state;

  test('is kept: superseded', () => {
    assert.equal(stateOf(reconciled(active, told('058C000001', 'superseded')), '058C000001'), 'superseded');
  });
  test('is kept: removed', () => {
    assert.equal(stateOf(reconciled(active, told('058C000001', 'removed')), '058C000001'), 'removed');
  });

  test('what the endpoint calls an account is kept with it: the holder, and that derivatives go by it', () => {
    const [news] = told('058C000001', 'active');
    assert.ok(news);
    const renamed = reconciled(active, [{...news, name: 'Trần Thị Bích', derivatives: true}]);
    const entry = accountsOn(renamed).find(({account}) => account === '058C000001');
    assert.deepEqual([entry?.name, entry?.derivatives], ['Trần Thị Bích', true]);
    assert.equal(readVaultRecord(renamed, isKey).ok, true);
    assert.equal(
      'name' in (accountsOn(reconciled(renamed, [news])).find(({account}) => account === '058C000001') ?? {}),
      false,
    );
  });
  test('brings an enrolment into force whose activation this device never heard of', () => {
    const record = stays(reconciled(installed, told('058C000001', 'active')));
    assert.deepEqual([record?.enrolment, record?.confirmationKey], [null, installed.enrolment?.confirmationKey]);
  });
  test('leaves an enrolment pending that is', () => {
    assert.equal(reconciled(installed, told('058C000001', 'pending')), installed);
  });
  test('does not bring it into force because of an account that was active before', () => {
    const again = {...active, enrolment: enrolmentOf('058C000001')};
    assert.equal(reconciled(again, told('058C000001', 'active')).enrolment, again.enrolment);
  });
  test('renames an account', () => {
    assert.equal(reconciled(active, told('058C000001', 'active', 'Ký quỹ')).entries[0]?.accountLabel, 'Ký quỹ');
  });
  test('changes nothing when it is known', () =>
    assert.equal(reconciled(active, told('058C000001', 'active')), active));
  test('changes nothing of accounts that are not here', () =>
    assert.equal(reconciled(active, told('X', 'active')), active));
});

test('additional data names the device and what is there', () => {
  assert.equal(additionalData('device-1', '/confirmation'), '1|device-1|/confirmation');
});

test('a slot’s name says of which layout the record is', () => {
  assert.deepEqual([slotName('password', 1), slotName('password', 2)], ['/slot/password', '/slot/password/2']);
});
