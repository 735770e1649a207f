import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defaultPolicy } from '../src/domain/policy.js';
import type { Purpose, Transaction } from '../generated/contract.js';
import { findChannel, usualChannels, type Channel } from '../src/domain/channels.js';
import { displayLines } from '../src/domain/display.js';
import { noticeText } from '../src/delivery/notice-text.js';
import { messageText } from '../src/delivery/message-text.js';
import { accounts } from './support/codes.js';
import { onEachDatabase } from './support/databases.js';
import { startEndpoint } from './support/endpoint.js';

const facts = { kind: 'sms', code: '482615', display: [], channel: 'KB-Trade', lifetime: 300_000 } as const;

const trade = { side: 'buy', symbol: 'VNM', quantity: 100, price: 67_500 } as const;
const order = { ...trade, type: 'order' } as const;
const transfer = {
  type: 'cash-transfer',
  amount: 5_000_000,
  beneficiary: { account: '0071000123456', name: 'Trần Thị Bích', bank: 'Vietcombank' },
} as const;
const contract = { ...order, side: 'sell', symbol: 'VN30F2612', quantity: 2, price: 128_540_000 } as const;

const says: ReadonlyArray<readonly [Purpose, string, Transaction | undefined, vi: string, en: string]> = [
  ['login', 'm-able', undefined, 'đăng nhập M-able', 'to sign in to M-able'],
  ['order', 'kb-trade', order, 'lệnh mua 100 VNM, giá trị 6.750.000 VND', 'to buy 100 VNM, value VND 6,750,000'],
  [
    'order',
    'kb-trade-ds',
    contract,
    'lệnh bán 2 hợp đồng VN30F2612, giá 1.285,4 điểm',
    'to sell 2 VN30F2612 contracts, price 1,285.4 points',
  ],
  [
    'order',
    'kb-trade',
    { type: 'order-list', orders: [trade, { ...trade, side: 'sell', symbol: 'FPT', price: 120_000 }] },
    'danh sách 2 lệnh, giá trị 18.750.000 VND',
    'to place 2 orders, value VND 18,750,000',
  ],
  [
    'cancel-order',
    'kb-trade',
    { ...trade, type: 'cancel-order', order: '88120045' },
    'hủy lệnh mua 100 VNM',
    'to cancel the order to buy 100 VNM',
  ],
  [
    'cash-advance',
    'kb-able',
    { type: 'cash-advance', amount: 20_000_000, fee: 12_000 },
    'ứng trước 20.000.000 VND',
    'for an advance of VND 20,000,000',
  ],
  [
    'profile-change',
    'm-able',
    { type: 'profile-change', changes: [{ field: 'phone', value: '0903 000 111' }] },
    'thay đổi thông tin',
    'to change your details',
  ],
  [
    'cash-transfer',
    'kb-able',
    transfer,
    'chuyển 5.000.000 VND đến tài khoản ...3456',
    'to transfer VND 5,000,000 to account ...3456',
  ],
  ['enroll', 'm-able', undefined, 'đăng ký KB-OTP trên M-able', 'to register KB-OTP on M-able'],
  ['cancel', 'kb-trade', undefined, 'hủy KB-OTP', 'to cancel KB-OTP'],
  ['synchronize', 'kb-trade-ds', undefined, 'đồng bộ phương thức xác thực', 'to synchronize the authentication method'],
];

describe('a message with a code', () => {
  for (const [purpose, channel, transaction, vi, en] of says)
    test(`says what the code is for, in plain letters: ${en}`, () => {
      const on = findChannel(usualChannels, channel) as Channel;
      const display = displayLines({ purpose, account: '058C000002', channel: on, transaction });
      assert.deepEqual(messageText({ ...facts, display, channel: on.name }), {
        vi: `KBSV: 482615 là mã xác thực ${vi}. Hiệu lực 5 phút. Không đưa mã cho bất kỳ ai, kể cả nhân viên KBSV.`,
        en: `KBSV: 482615 is your code ${en}. Valid for 5 min. Never share it with anyone, including KBSV staff.`,
      });
    });

  test('that is read out has its digits one by one, twice', () => {
    const { vi, en } = messageText({ ...facts, kind: 'voice' });
    assert.match(vi, /: 4, 8, 2, 6, 1, 5\. Xin nhắc lại: 4, 8, 2, 6, 1, 5\. /);
    assert.match(en, / 4, 8, 2, 6, 1, 5\. Again: 4, 8, 2, 6, 1, 5\. /);
  });

  test('that is bound to a page ends in a line that a browser there reads (WebOTP), in both languages', () => {
    for (const text of Object.values(messageText({ ...facts, page: 'trade.example' })))
      assert.deepEqual(text.split('\n').slice(-2), ['', '@trade.example #482615']);
  });

  test('that is bound to none is one line', () => {
    for (const text of Object.values(messageText(facts))) assert.doesNotMatch(text, /[\n@#]/);
  });
});

describe('a notice', () => {
  test('says what happened and whom to call, and hides the account by letters that any telephone shows', () => {
    assert.deepEqual(noticeText('activated', '058C000002', '1900 1711'), {
      vi: 'KBSV: Tài khoản 058C***002 vừa đăng ký KB-OTP. Không phải Quý khách thực hiện? Gọi ngay 1900 1711.',
      en: 'KBSV: KB-OTP was registered for account 058C***002. Not you? Call 1900 1711 now.',
    });
    assert.match(noticeText('moved', '058C000002', null).vi, / Liên hệ KBSV ngay\.$/);
  });
});

onEachDatabase('Text messages of a channel that has a page', (database) => {
  test('are bound to it; those of another channel, and email, are not', async () => {
    const on = await startEndpoint(database(), {
      policy: { ...defaultPolicy, smsPages: { 'kb-trade': 'trade.example' } },
    });
    await on.reset();
    const lastLine = async (account: string, channel: 'kb-trade' | 'kb-able') => {
      const client = await on.client();
      await client.challenged({ account, channel });
      const { body } = await client.get<Inbox>(`/dev/inbox?account=${account}`);
      return body.messages[0]?.text.vi.split('\n').at(-1) ?? '';
    };
    assert.match(await lastLine(accounts.sms, 'kb-trade'), /^@trade\.example #\d{6}$/);
    assert.match(await lastLine(accounts.email, 'kb-trade'), /^KBSV: /);
    await on.reset();
    assert.match(await lastLine(accounts.sms, 'kb-able'), /^KBSV: /);
  });
});

interface Inbox {
  readonly messages: readonly { readonly text: { readonly vi: string } }[];
}
