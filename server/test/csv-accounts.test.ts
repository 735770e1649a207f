import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import type { AccountOverview, ProvisioningReport } from '../generated/contract.js';
import { accountFormats } from '../src/operate/account-import.js';
import { Refused } from '../src/operate/back-end.js';
import { importAccounts, type RefusedLine } from '../src/operate/import.js';
import { onEachDatabase } from './support/databases.js';
import { useEndpoint } from './support/endpoint.js';
import { cellsOf, codeOf, provisioned, seedOf } from './support/provisioned.js';

onEachDatabase('Accounts from CSV', (database) => {
  const endpoint = useEndpoint(database);

  const put = async (text: string | Buffer) => {
    const { entries, writing } = (await accountFormats['csv']?.(Readable.from([text]))) ?? assert.fail();
    const refused: RefusedLine[] = [];
    const totals = await importAccounts(entries, {
      dryRun: false,
      async post(body) {
        const answer = await endpoint().backEnd.post<ProvisioningReport>('/v1/provisioning/accounts', body);
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        return answer.body;
      },
      refused: (line) => void refused.push(line),
      progress: () => undefined,
    });
    const again = `${writing?.head}${refused.map((line) => writing?.line(line)).join('')}`;
    return { totals, refused, again };
  };
  const show = async (account: string) =>
    (await endpoint().backEnd.get<AccountOverview>(`/v1/provisioning/accounts/${account}`)).body;
  const isThere = async (account: string) =>
    (await endpoint().backEnd.get(`/v1/provisioning/accounts/${account}`)).status === 200;
  const reasonOf = async (header: string, row: string) => {
    const { refused } = await put(`${header}\n${row}\n`);
    assert.equal(refused.length, 1);
    return refused[0]?.reason ?? '';
  };

  test('every column says what the contract has a name for, and the methods prove the account', async () => {
    const on = endpoint();
    const account = provisioned('075C000001', { customer: 'csv-1' });
    const cells = Object.values(cellsOf(account)).join(' ');
    const { secret } = seedOf('token', 'KB-T 075C000001');
    const header = 'Account,Customer,token_name,token_secret,token_digits,sms,matrix,email,derivatives';
    const row = `075C000001,csv-1,KB-T 1,${secret.toLowerCase()},6,0901 234 567,${cells},a@b.example,yes`;
    const { totals } = await put(`${header}\n${row}\n`);
    assert.equal(totals.created, 1);
    const { methods, derivatives } = await show('075C000001');
    assert.deepEqual(
      methods.map(({ kind, target = '' }) => [kind, target.slice(-3)]),
      [
        ['token', ''],
        ['sms', '567'],
        ['matrix', ''],
        ['email', 'ple'],
      ],
    );
    assert.equal(derivatives, 'independent');
    const client = await on.client('csv-1');
    const methodOf = (kind: string) => methods.find((method) => method.kind === kind)?.id ?? '';
    const token = await client.challenged({ account: '075C000001', method: methodOf('token') });
    assert.equal((await client.answer(token, codeOf(account, on.now()))).status, 200);
    const card = await client.challenged({ account: '075C000001', method: methodOf('matrix') });
    assert.ok(card.kind === 'matrix');
    const code = card.coordinates.map((at) => cellsOf(account)[at]).join('');
    assert.equal((await client.answer(card, code)).status, 200);
  });

  test('what a file has no column for stays, and an empty cell takes away', async () => {
    await put('account,customer,sms,email,derivatives\n075C000002,csv-2,0901234567,a@b.example,1\n');
    await put('account,customer,sms,voice\n075C000002,csv-2,,0907654321\n');
    const { methods, derivatives } = await show('075C000002');
    assert.deepEqual(
      methods.map(({ kind }) => kind),
      ['email', 'voice'],
    );
    assert.equal(derivatives, 'independent');
  });

  test('quotes, a byte order mark, CRLF, empty lines and UTF-16 are read as spreadsheets write them', async () => {
    const text = [
      'account,customer,token_name,token_secret',
      '075C000003,csv-3,"KB-T ""gold"", 1",MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
      '',
      '075C000004,csv-4,"two\nlines",MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U',
      '075C000005,csv-5,,',
      '',
    ].join('\r\n');
    const { totals, refused } = await put(`\uFEFF${text}`);
    assert.deepEqual([totals.created, totals.refused], [2, 1]);
    assert.equal((await show('075C000003')).methods[0]?.source, 'KB-T "gold", 1');
    // Where the row begins, though one before it has a line break inside.
    assert.equal(refused[0]?.line, 6);
    const wide = await put(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    assert.deepEqual([wide.totals.unchanged, wide.totals.refused], [2, 1]);
  });

  for (const [why, header, expected] of [
    ['a column that nobody knows', 'account,customer,sms,fax', /Not known: "fax"/],
    ['no account', 'customer,sms', /Missing: "account"/],
    ['no customer', 'account,sms', /Missing: "customer"/],
    ['half of a token', 'account,customer,token_name', /Missing: "token_secret"/],
    ['no method', 'account,customer,derivatives', /No column has a method/],
    ['a column twice', 'account,customer,sms,SMS', /"sms" twice/],
    ['semicolons', 'account;customer;sms', /semicolons/],
  ] as const) {
    test(`${why} in the first row: nothing is put in`, async () => {
      const row = header.split(/[,;]/).map((name) => (/sms/i.test(name) ? '0901234567' : '075C000010'));
      await assert.rejects(
        put(`${header}\n${row.join(',')}\n`),
        (error) => error instanceof Refused && expected.test(error.message),
      );
      assert.equal(await isThere('075C000010'), false);
    });
  }

  test('an empty file says so', async () => {
    await assert.rejects(put(''), /first row names the columns/);
  });

  test('what a spreadsheet has broken is told by its column, without what it was', async () => {
    const phones = 'account,customer,sms';
    const lost = await reasonOf(phones, '075C000011,c,901234567');
    assert.match(lost, /^sms begins with neither 0 nor \+, which spreadsheets drop: format the column as text/);
    assert.doesNotMatch(lost, /901/);
    assert.match(await reasonOf(phones, '075C000011,c,84901234567'), /^sms begins with neither/);
    assert.match(await reasonOf(phones, '075C000011,c,8.49E+10'), /^sms was rounded to a power of ten/);
    assert.match(await reasonOf(phones, '"7,5E+11",c,0901234567'), /^account was rounded/);
    const cards = 'account,customer,matrix';
    assert.match(await reasonOf(cards, '075C000011,c,1.02E+97'), /^matrix was rounded/);
    assert.match(
      await reasonOf(cards, `075C000011,c,${Array(49).fill('7').join(' ')}`),
      /^matrix is 49 times two digits/,
    );
    assert.equal(await isThere('075C000011'), false);
  });

  test('each row that can’t be is refused by itself, and the others are put in', async () => {
    const { totals, refused, again } = await put(
      [
        'account,customer,sms,derivatives',
        '075C000020,csv-20,0901234567,no',
        '075C000021,csv-21,0901234567',
        '075C000022,csv-22,0901234567,no,more',
        '075C000023,csv-23,0901234567,perhaps',
        '075C000024,,0901234567,no',
        '075C000020,csv-20,0907654321,no',
        '"075C,25",csv-25,0901234567,no',
        '075C000026,csv-26,,no',
        '075C000027,csv-27,0901234567,yes',
      ].join('\n'),
    );
    assert.deepEqual([totals.created, totals.refused], [2, 7]);
    assert.deepEqual(
      refused.map(({ line, account }) => [line, account]),
      [
        [3, '075C000021'],
        [4, '075C000022'],
        [5, '075C000023'],
        [6, '075C000024'],
        [7, '075C000020'],
        [8, '075C,25'],
        [9, '075C000026'],
      ],
    );
    const reasons = [
      /has 3 columns, and the first row 4/,
      /has 5 columns/,
      /derivatives is yes or no/,
      /no such account/,
    ];
    for (const [index, reason] of [...reasons, /Line 2 names the same account/, /pattern/, /fewer than 1/].entries()) {
      assert.match(refused[index]?.reason ?? '', reason);
    }
    const lines = again.split('\n');
    assert.equal(lines[0], 'line,reason,account,customer,sms,derivatives');
    assert.equal(lines[3], '5,derivatives is yes or no.,075C000023,csv-23,0901234567,perhaps');
    assert.match(lines[6] ?? '', /^8,.*,"075C,25",csv-25,0901234567,no$/);
    const mended = await put([lines[0], lines[3]?.replace('perhaps', 'yes')].join('\n'));
    assert.deepEqual([mended.totals.created, mended.totals.refused], [1, 0]);
  });

  test('a quotation mark that nobody closes ends the import where it stands, and says nothing of what follows', async () => {
    const rows = Array.from({ length: 900 }, (_, index) => `075C0003${String(index).padStart(3, '0')},c,0901234567`);
    const text = ['account,customer,sms', '075C000028,csv-28,"0901234567', ...rows].join('\n');
    await assert.rejects(put(text), (error) => {
      assert.ok(error instanceof Refused);
      assert.match(error.message, /no CSV: a quotation mark/);
      assert.doesNotMatch(error.message, /0901/);
      return true;
    });
    assert.equal(await isThere('075C000028'), false);
  });
});
