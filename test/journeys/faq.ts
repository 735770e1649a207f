/**
 * The broker's published questions, F1 to F5, as a customer walks them: real pages, a real browser, the real endpoint.
 * One test file a language, so that they run side by side.
 */

import assert from 'node:assert/strict';
import {beforeEach, describe, test} from 'node:test';
import type {Page} from 'playwright-core';
import type {ChannelId} from '../../demo/page/common/channels.js';
import {
  button,
  cancelInPlace,
  messages,
  openDevice,
  openList,
  openOrder,
  period,
  picture,
  readCode,
  register,
  removeApp,
  says,
  sentCode,
  synchronize,
  typeCode,
  typeFromElsewhere,
  useThisDevice,
  type Device,
} from './faq-customer.js';
import type {Language} from './faq-words.js';
import {setUpDevices} from './device-support.js';
import {smsAccount} from './support.js';
import {eitherHyphen} from './either-hyphen.js';

const [emailAccount, matrixAccount] = ['058C000003', '058C000005'];
const notSynchronized = '058C000009';
const derivativesChannels: readonly ChannelId[] = ['kb-trade-ds', 'kb-mobile-ds'];
const apps: readonly ChannelId[] = ['m-able', 'kb-mobile'];

export function walkFaq(language: Language): void {
  const stage = setUpDevices();
  let phone: Device;
  const demo = () => stage().demo;

  beforeEach(async () => {
    await fetch(`${demo().url}/api/reset`, {method: 'POST'});
    phone = await openDevice(stage().browser, demo(), language);
  });

  const leave = async (...devices: readonly Device[]) => {
    for (const {context} of [phone, ...devices]) await context.close();
  };

  describe('F1. On which channel can I register KB-OTP?', () => {
    for (const channel of ['kb-trade', 'kb-able'] as const)
      test(`${channel} says that it is done on KB-Mobile or M-able, and no error`, async () => {
        const page = await phone.open(channel, {account: smsAccount, view: 'enroll'});
        await says(page, phone.say.whereToRegister);
        assert.equal(await page.locator('otp-enroll .danger').count(), 0);
        await picture(page, `f1-${channel}-${language}`);
        await leave();
      });

    for (const channel of derivativesChannels)
      test(`${channel} says so too, where the method would be synchronized`, async () => {
        const page = await phone.open(channel, {account: smsAccount, view: 'synchronize'});
        await says(page, phone.say.baseNotEnrolled);
        assert.equal(await page.locator('otp-synchronize .danger').count(), 0);
        await picture(page, `f1-${channel}-${language}`);
        await leave();
      });

    for (const channel of apps)
      test(`${channel} registers`, async () => {
        await register(phone, demo(), {channel, accounts: [smsAccount]});
        const list = await openList(phone, channel, smsAccount);
        await readCode(list);
        await picture(list, `f1-${channel}-${language}`);
        await leave();
      });
  });

  describe('F2. On which channels can I use the codes?', () => {
    /** One account a channel, so that no channel has to wait for another's code to pass. */
    const uses: readonly (readonly [ChannelId, account: string])[] = [
      ['kb-trade', smsAccount],
      ['kb-able', emailAccount],
      ['kb-mobile', '058C000004'],
      ['m-able', matrixAccount],
    ];
    const accounts = uses.map(([, account]) => account);

    test('on all six: read here and typed there, or filled in by the device itself', async () => {
      await register(phone, demo(), {channel: 'm-able', accounts});
      await synchronize(phone, demo(), 'kb-mobile-ds', smsAccount);

      // The first codes were used up by the registration (RFC 6238, 5.2): the next ones count.
      stage().pass(period);
      const list = await openList(phone, 'm-able', accounts.join(' '));
      for (const [channel, account] of uses) {
        const place = accounts.indexOf(account);
        const page = await openOrder(phone, channel, account);
        if (channel === 'kb-mobile') await typeFromElsewhere(page, phone.say);
        if (channel === 'm-able') await useThisDevice(page, phone.say);
        else await typeCode(page, await readCode(list, place));
        await ordered(page);
        await picture(page, `f2-${channel}-${language}`);
        await page.close();
      }
      for (const channel of derivativesChannels) {
        stage().pass(period);
        const later = await openList(phone, 'm-able', smsAccount);
        const page = await openOrder(phone, channel, smsAccount);
        await typeCode(page, await readCode(later));
        await ordered(page);
        await picture(page, `f2-${channel}-${language}`);
        await page.close();
      }
      await leave();
    });
  });

  describe('F3. I removed the app and installed it again', () => {
    for (const channel of apps)
      test(`${channel}: Hủy KB-OTP at the authentication screen, the previous method, anew`, async () => {
        await register(phone, demo(), {channel, accounts: [smsAccount]});
        const app = await phone.open(channel, {account: smsAccount});
        await removeApp(app);
        await app.close();

        const login = await phone.open(channel, {account: smsAccount, view: 'login'});
        await says(login, phone.say.listLacksAccount);
        await picture(login, `f3-${channel}-${language}-lacking`);
        await login.evaluate(() => Object.assign(globalThis, {samePage: true}));
        await cancelInPlace(login, phone, demo(), smsAccount);
        assert.equal(await login.evaluate('samePage'), true);
        await typeCode(login, await sentCode(phone, demo(), smsAccount));
        await says(login, phone.say.signedIn);
        await picture(login, `f3-${channel}-${language}-signed-in`);

        await register(phone, demo(), {channel, accounts: [smsAccount]});
        const told = await messages(phone.context, demo(), smsAccount);
        assert.ok(told.some((text) => text.includes('vừa hủy KB-OTP')));
        await leave();
      });

    test('kb-trade offers it too, where the phone is not at hand', async () => {
      await register(phone, demo(), {channel: 'm-able', accounts: [smsAccount]});
      const desk = await openDevice(stage().browser, demo(), language);
      const page = await openOrder(desk, 'kb-trade', smsAccount);
      await cancelInPlace(page, desk, demo(), smsAccount);
      await typeCode(page, await sentCode(desk, demo(), smsAccount));
      await ordered(page);
      await picture(page, `f3-kb-trade-${language}`);
      await leave(desk);
    });
  });

  describe('F4. I forgot the KB-OTP password', () => {
    for (const channel of apps)
      test(`${channel}: every account of this device goes, and none of another’s`, async () => {
        const other = await openDevice(stage().browser, demo(), language);
        await register(other, demo(), {channel, accounts: [emailAccount]});
        await register(phone, demo(), {channel, accounts: [smsAccount, matrixAccount]});

        const list = await phone.open(channel, {account: smsAccount, view: 'list'});
        await button(list, phone.say.forgot).click();
        for (const ending of ['002', '005']) await list.locator('.doomed li', {hasText: ending}).waitFor();
        await picture(list, `f4-${channel}-${language}-asked`);
        await button(list, phone.say.continue).click();
        await list.getByRole('checkbox').check();
        await button(list, phone.say.forgotAll).click();
        await says(list, phone.say.resetDone);
        await list.close();

        const untouched = await openList(other, channel, emailAccount);
        await readCode(untouched);

        const login = await phone.open(channel, {account: smsAccount, view: 'login'});
        await cancelInPlace(login, phone, demo(), smsAccount);
        await typeCode(login, await sentCode(phone, demo(), smsAccount));
        await says(login, phone.say.signedIn);
        await picture(login, `f4-${channel}-${language}-signed-in`);
        await register(phone, demo(), {channel, accounts: [smsAccount]});
        await leave(other);
      });
  });

  describe('F5. I did not synchronize the derivatives account', () => {
    for (const channel of derivativesChannels)
      test(`${channel}: it keeps its method and trades on`, async () => {
        const page = await openOrder(phone, channel, notSynchronized);
        await page.locator('otp-verify label', {hasText: phone.say.labelSent}).waitFor();
        await typeCode(page, await sentCode(phone, demo(), notSynchronized));
        await ordered(page);
        await picture(page, `f5-${channel}-${language}-order`);
        await page.close();

        const synchronize = await phone.open(channel, {account: notSynchronized, view: 'synchronize'});
        await says(synchronize, phone.say.tradeOn.slice(0, 20));
        await picture(synchronize, `f5-${channel}-${language}-offer`);
        await leave();
      });

    test('whoever synchronizes later is asked for KB-OTP on both derivatives channels', async () => {
      await synchronize(phone, demo(), 'kb-trade-ds', notSynchronized);
      for (const channel of derivativesChannels) {
        const order = await openOrder(phone, channel, notSynchronized);
        await order.locator('otp-verify label', {hasText: eitherHyphen(phone.say.labelKbOtp)}).waitFor();
        await picture(order, `f5-${channel}-${language}-synchronized`);
      }
      await leave();
    });
  });
}

/** What was ordered, or transferred on KB-able, is accepted. */
const ordered = (page: Page) => page.locator('.outcome[data-tone=good]').waitFor();
