import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { UsageError } from '../src/command-line.js';
import { Refused } from '../src/operate/back-end.js';
import type { Secrets } from '../src/operate/pskc/encryption.js';
import { tokenKeys, type TokenKey } from '../src/operate/pskc/keys.js';
import {
  aes256,
  container,
  encryptedValue,
  figure6,
  figure7,
  hmacSha256,
  keyPackage,
  macMethod,
  macOf,
  passwordKey,
  plainValue,
  seal,
  seed,
  sharedKey,
  type KeyParts,
} from './support/containers.js';

const now = Date.parse('2026-11-27T12:00:00Z');
const none: Secrets = { key: undefined, password: undefined };
const shared: Secrets = { key: figure6.key, password: undefined };

async function read(text: string | Buffer, secrets = none, size = 1 << 16): Promise<TokenKey[]> {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  const keys: TokenKey[] = [];
  for await (const key of tokenKeys(Readable.from(chunks), secrets, now)) keys.push(key);
  return keys;
}

const one = async (parts: KeyParts): Promise<TokenKey['totp']> =>
  (await read(container(keyPackage(parts))))[0]?.totp ?? assert.fail();

const known = { seed, algorithm: 'SHA-1', digits: 8, period: 30 } as const;
const sealedBy6 = encryptedValue(figure6.value, figure6.valueMac);
const with6 = (...parts: readonly KeyParts[]): string =>
  container(sharedKey, macMethod(figure6.mac), ...parts.map((part) => keyPackage({ secret: sealedBy6, ...part })));

describe('Containers of tokens', () => {
  test('a plain key has its seed, its parameters, its serial number and whose it is', async () => {
    const more = '<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval>';
    const parts = { suite: 'HMAC-SHA256', format: 'Length="6" Encoding="DECIMAL"', data: more };
    const text = container(keyPackage({ ...parts, user: 'UID=058C000001,DC=broker,DC=example' }));
    const [key, ...others] = await read(text);
    assert.deepEqual(key, {
      ...{ line: 5, serial: '987654321', user: '058C000001' },
      totp: { seed, algorithm: 'SHA-256', digits: 6, period: 60 },
    });
    assert.deepEqual(others, []);
  });

  test('whose a key is stands as a name, as a distinguished name, or nowhere', async () => {
    const users = ['058C000001', 'CN=058C000001', 'cn=A customer, uid=058C000001', undefined];
    const text = container(...users.map((user) => keyPackage(user === undefined ? {} : { user })));
    const found = (await read(text)).map(({ user }) => user);
    assert.deepEqual(found, ['058C000001', '058C000001', '058C000001', undefined]);
  });

  test('figure 6 of RFC 6030: AES-128-CBC under a shared key, with its MAC', async () => {
    const [key] = await read(with6({}), shared);
    assert.deepEqual(key?.totp, known);
  });

  test('figure 7 of RFC 6030: the same under a password (PBKDF2)', async () => {
    const secret = encryptedValue(figure7.value, figure7.valueMac);
    const text = container(passwordKey(), macMethod(figure7.mac), keyPackage({ secret }));
    const [key] = await read(text, { key: undefined, password: figure7.password });
    assert.deepEqual(key?.totp, known);
  });

  test('AES-256-CBC with HMAC-SHA256, and a MAC that has no key of its own', async () => {
    const [key, macKey] = [Buffer.alloc(32, 7), Buffer.alloc(32, 9)];
    const sealed = seal(key, seed, Buffer.alloc(16, 1));
    const open = async (own: Buffer | null) => {
      const secret = encryptedValue(sealed.toString('base64'), macOf('sha256', own ?? key, sealed), aes256);
      const macBox = own === null ? null : seal(key, own, Buffer.alloc(16, 2)).toString('base64');
      const method = macMethod(macBox, { cipher: aes256, algorithm: hmacSha256 });
      const text = container(sharedKey, method, keyPackage({ secret }));
      return (await read(text, { key: key.toString('hex'), password: undefined }))[0]?.totp;
    };
    assert.deepEqual(await open(macKey), known);
    assert.deepEqual(await open(null), known);
  });

  test('it is read wherever the file is cut, and byte by byte', async () => {
    const text = with6({ serial: 'Số 1' }, { serial: 'Số 2' });
    for (const size of [1, 7, 64]) {
      const keys = await read(text, shared, size);
      assert.deepEqual(
        keys.map(({ serial, totp }) => [serial, totp]),
        [
          ['Số 1', known],
          ['Số 2', known],
        ],
      );
    }
  });

  test('what stands in other namespaces says nothing', async () => {
    const other = '<x:SerialNo xmlns:x="urn:other">1</x:SerialNo>';
    const text = container(keyPackage({}).replace('<DeviceInfo>', `<DeviceInfo>${other}`));
    assert.equal((await read(text))[0]?.serial, '987654321');
  });

  const refusals: ReadonlyArray<readonly [string, KeyParts, RegExp]> = [
    ['HOTP', { algorithm: 'urn:ietf:params:xml:ns:keyprov:pskc:hotp' }, /counts \(HOTP/],
    ['a PIN', { algorithm: 'urn:ietf:params:xml:ns:keyprov:pskc:pin' }, /is a PIN/],
    ['another algorithm', { algorithm: 'urn:other' }, /algorithm "urn:other" is not known/],
    ['another suite', { suite: 'HMAC-SHA512' }, /suite "HMAC-SHA512" is not known/],
    ['codes of letters', { format: 'Length="8" Encoding="HEXADECIMAL"' }, /not 6 to 8 digits/],
    ['ten digits', { format: 'Length="10" Encoding="DECIMAL"' }, /not 6 to 8 digits/],
    ['a check digit', { format: 'Length="8" Encoding="DECIMAL" CheckDigits="true"' }, /check digit/],
    ['another beginning', { data: '<Time><PlainValue>30</PlainValue></Time>' }, /not begin in 1970/],
    ['a slow clock', { data: '<TimeInterval><PlainValue>300</PlainValue></TimeInterval>' }, /15 to 120 seconds/],
    ['no seed', { secret: '' }, /encrypted, and the file does not say how|no seed/],
    ['a seed that is no base64', { secret: '<PlainValue>!!!</PlainValue>' }, /no base64/],
    ['a short seed', { secret: plainValue(Buffer.alloc(9)) }, /has 9 bytes/],
    ['a sealed seed in a plain file', { secret: sealedBy6 }, /the file does not say how/],
    ['the past', { policy: '<ExpiryDate>2026-11-27T11:59:59Z</ExpiryDate>' }, /has expired/],
    ['the future', { policy: '<StartDate>2026-11-27T12:00:01Z</StartDate>' }, /later only/],
    ['another use', { policy: '<KeyUsage>Integrity</KeyUsage>' }, /not let it make codes/],
    ['a PIN beside it', { policy: '<PINPolicy PINUsageMode="Append"/>' }, /for a PIN/],
    ['a policy nobody knows', { policy: '<NumberOfTransactions>3</NumberOfTransactions>' }, /"NumberOfTransactions"/],
  ];
  for (const [what, parts, reason] of refusals) {
    test(`a key of ${what} is refused by itself`, async () => {
      assert.match(String(await one(parts)), reason);
    });
  }

  test('a policy that lets it make codes is followed', async () => {
    const dates = '<StartDate>2026-01-01T00:00:00Z</StartDate><ExpiryDate>2030-01-01T00:00:00Z</ExpiryDate>';
    const policy = `${dates}<PINPolicy PINUsageMode="Local"/><KeyUsage>Integrity</KeyUsage><KeyUsage>OTP</KeyUsage>`;
    assert.deepEqual(await one({ policy }), known);
  });

  test('a seed that was changed, or has no MAC, is refused by itself', async () => {
    const changed = `B${figure6.value.slice(1)}`;
    const keys = await read(
      with6(
        { secret: encryptedValue(changed, figure6.valueMac) },
        { secret: encryptedValue(figure6.value, '') },
        { secret: encryptedValue(figure6.value, figure6.valueMac.toLowerCase()) },
        { secret: encryptedValue(figure6.value, figure6.valueMac, 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc') },
        {},
      ),
      shared,
    );
    const said = keys.map(({ totp }) => totp);
    for (const totp of said.slice(0, 3)) assert.match(String(totp), /^The MAC of its seed is wrong/);
    assert.match(String(said[3]), /cipher .*tripledes-cbc.* is not known/);
    assert.deepEqual(said[4], known);
  });

  const plain = container(keyPackage({}));
  const doctype = (subset: string) => plain.replace('<KeyContainer', `<!DOCTYPE KeyContainer${subset}>\n<KeyContainer`);
  const files: ReadonlyArray<readonly [string, string | Buffer, RegExp]> = [
    ['with a DTD', doctype(''), /has a DTD/],
    ['with entities of its own', doctype(' [<!ENTITY a "1">]').replace('987654321', '&a;'), /has a DTD/],
    ['with an entity that is nowhere', plain.replace('987654321', '&a;'), /no well-formed XML/],
    ['that is cut off', plain.slice(0, -20), /no well-formed XML/],
    ['that is no XML', 'serial,account', /no well-formed XML|no PSKC/],
    ['of another kind', plain.replace('keyprov:pskc"', 'keyprov:pskc:1.0"'), /no PSKC 1.0/],
    ['of another version', plain.replace('Version="1.0"', 'Version="2.0"'), /no PSKC 1.0/],
    ['that is not UTF-8', Buffer.from(plain.replace('Issuer', 'Số').replace('ố', '\u00f4'), 'latin1'), /not UTF-8/],
    ['without keys', container(), /has no key/],
    ['with a part that has no end', container(keyPackage({ serial: '9'.repeat(70_000) })), /too long/],
    ['with elements without end', container('<a>'.repeat(30) + '</a>'.repeat(30)), /too deep/],
  ];
  for (const [what, text, reason] of files) {
    test(`a file ${what} is refused`, async () => {
      await assert.rejects(read(text), (error) => error instanceof Refused && reason.test(error.message));
    });
  }

  const encrypted: ReadonlyArray<readonly [string, string, Secrets, new () => Error, RegExp]> = [
    ['without its key', with6({}), none, UsageError, /KB_OTP_PSKC_KEY/],
    ['with a key that is no bytes', with6({}), { ...none, key: 'secret' }, UsageError, /hexadecimal/],
    ['with another key', with6({}), { ...none, key: 'f'.repeat(32) }, Refused, /key or the password is another/],
    ['with a key of another length', with6({}), { ...none, key: 'f'.repeat(64) }, Refused, /has 32 bytes/],
    [
      'without its password',
      container(passwordKey(), macMethod(figure7.mac), keyPackage({})),
      none,
      UsageError,
      /PASSWORD/,
    ],
    ['without a MAC', container(sharedKey, keyPackage({ secret: sealedBy6 })), shared, Refused, /without a MAC/],
    ['with an unknown MAC', with6({}).replace('#hmac-sha1', '#md5'), shared, Refused, /MAC .*#md5.* is not known/],
    ['for a certificate', with6({}).replaceAll('ds:KeyName', 'ds:X509Data'), shared, Refused, /nothing else is known/],
    ...([0, 'many', 10_000_001] as const).map(
      (iterations) =>
        [
          `of ${iterations} iterations`,
          container(passwordKey(iterations), macMethod(figure7.mac), keyPackage({})),
          { key: undefined, password: 'qwerty' },
          Refused,
          /parameters of PBKDF2/,
        ] as const,
    ),
  ];
  for (const [what, text, secrets, kind, reason] of encrypted) {
    test(`an encrypted file ${what} is refused as a whole`, async () => {
      await assert.rejects(read(text, secrets), (error) => error instanceof kind && reason.test(error.message));
    });
  }
});
