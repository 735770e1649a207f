/**
 * The eight rows of "account x device": what the endpoint says, what this device's list has, and what the customer can
 * then do, on the demo's own pages. One test file a language, so that they run side by side.
 */

import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {
  button,
  cancelInPlace,
  matrixCode,
  openDevice,
  openList,
  openOrder,
  period,
  picture,
  reach,
  register,
  removeApp,
  says,
  typeCode,
  typeFromElsewhere,
  useThisDevice,
  type Device,
} from './faq-customer.js';
import type {Language} from './faq-words.js';
import {setUpDevices} from './device-support.js';
import {authenticator, kbOtpAccount, smsAccount} from './support.js';

const notSynchronized = '058C000009';

export function walkTruthTable(language: Language): void {
  const stage = setUpDevices();
  let phone: Device;
  const demo = () => stage().demo;
  const another = () => openDevice(stage().browser, demo(), language);
  const leave = async (...devices: readonly Device[]) => {
    for (const {context} of [phone, ...devices]) await context.close();
  };

  beforeEach(async () => {
    await fetch(`${demo().url}/api/reset`, {method: 'POST'});
    phone = await another();
  });

  test('1. not enrolled, not in the list: the previous method; registering is offered in the apps', async () => {
    const order = await openOrder(phone, 'kb-trade', smsAccount);
    await order.locator('otp-verify label', {hasText: phone.say.labelSent}).waitFor();
    const app = await phone.open('m-able', {account: smsAccount, view: 'enroll'});
    await button(app, phone.say.agree).waitFor();
    await picture(app, `row-1-${language}`);
    await leave();
  });

  test('2. enrolled, in the list, this device: it fills its own code in', async () => {
    await register(phone, demo(), {channel: 'm-able', accounts: [smsAccount]});
    // The first code was used up by the registration: the next one counts.
    stage().pass(period);
    const login = await phone.open('m-able', {account: smsAccount, view: 'login'});
    await useThisDevice(login, phone.say);
    await says(login, phone.say.signedIn);
    await picture(login, `row-2-${language}`);
    await leave();
  });

  test('3. enrolled, missing from the list of this reinstalled phone: cancel, and the previous method', async () => {
    await register(phone, demo(), {channel: 'kb-mobile', accounts: [smsAccount]});
    const app = await phone.open('kb-mobile', {account: smsAccount});
    await removeApp(app);
    const login = await phone.open('kb-mobile', {account: smsAccount, view: 'login'});
    await says(login, phone.say.listLacksAccount);
    await picture(login, `row-3-${language}`);
    await cancelInPlace(login, phone, demo(), smsAccount);
    await leave();
  });

  test('4. enrolled on another phone: its code is typed here, or KB-OTP cancelled here', async () => {
    const login = await phone.open('m-able', {account: kbOtpAccount, view: 'login'});
    await button(login.locator('otp-verify'), phone.say.cancel).waitFor();
    await typeFromElsewhere(login, phone.say);
    await says(login, 'Điện thoại của An');
    await picture(login, `row-4-${language}`);
    await typeCode(login, authenticator(stage().now()));
    await says(login, phone.say.signedIn);
    await leave();
  });

  test('5. not enrolled any more, still in the list: the entry says so, goes; registering is offered', async () => {
    await register(phone, demo(), {channel: 'm-able', accounts: [smsAccount]});
    const desk = await another();
    await cancelInPlace(await openOrder(desk, 'kb-trade', smsAccount), desk, demo(), smsAccount);
    const list = await openList(phone, 'm-able', smsAccount);
    await says(list, phone.say.entryCancelled);
    assert.equal(await list.locator('[part=code]').count(), 0);
    await picture(list, `row-5-${language}`);
    await removeEntry(list, phone);
    await says(list, phone.say.listEmpty);
    await button(list, phone.say.addAccount).waitFor();
    await leave(desk);
  });

  test('6. superseded by a later phone: this one says so, lets it go, and registering again is offered', async () => {
    await register(phone, demo(), {channel: 'm-able', accounts: [smsAccount]});
    const later = await another();
    await register(later, demo(), {channel: 'm-able', accounts: [smsAccount]});
    const login = await phone.open('m-able', {account: smsAccount, view: 'login'});
    await says(login, phone.say.movedAway);
    const list = await openList(phone, 'm-able', smsAccount);
    await says(list, phone.say.entrySuperseded);
    assert.equal(await list.locator('[part=code]').count(), 0);
    await picture(list, `row-6-${language}`);
    await removeEntry(list, phone);
    await button(list, phone.say.addAccount).waitFor();
    await leave(later);
  });

  test('7. derivatives not synchronized: the previous method works there, synchronizing is offered', async () => {
    const order = await openOrder(phone, 'kb-trade-ds', notSynchronized);
    await order.locator('otp-verify label', {hasText: phone.say.labelSent}).waitFor();
    const offer = await phone.open('kb-trade-ds', {account: notSynchronized, view: 'synchronize'});
    await button(offer.locator('otp-enroll'), phone.say.synchronize).waitFor();
    await picture(offer, `row-7-${language}`);
    await button(offer.locator('otp-enroll'), phone.say.later).click();
    await leave();
  });

  test('8. synchronized once, cancelled on the base account since: the reported method, to be synchronized', async () => {
    const cancel = await phone.open('kb-trade', {account: kbOtpAccount, view: 'cancel'});
    await button(cancel.locator('otp-cancel'), phone.say.cancel).click();
    await reach(cancel, 'otp-verify', 'code');
    await typeCode(cancel, await matrixCode(cancel, phone, demo(), kbOtpAccount));
    await reach(cancel, 'otp-cancel', 'done');
    const order = await openOrder(phone, 'kb-trade-ds', kbOtpAccount);
    await order.locator('otp-verify label', {hasText: phone.say.labelMatrix}).waitFor();
    const lapsed = await phone.open('kb-trade-ds', {account: kbOtpAccount, view: 'synchronize'});
    await says(lapsed, phone.say.baseLapsed);
    await picture(lapsed, `row-8-${language}`);

    await register(phone, demo(), {channel: 'm-able', accounts: [kbOtpAccount]});
    const again = await phone.open('kb-trade-ds', {account: kbOtpAccount, view: 'synchronize'});
    await says(again, phone.say.synchronizeAgain);
    await button(again.locator('otp-enroll'), phone.say.synchronize).waitFor();
    await leave();
  });
}

async function removeEntry(list: Awaited<ReturnType<typeof openList>>, {say}: Device): Promise<void> {
  await list.locator('.entry summary').click();
  await list.locator('.entry').getByRole('button', {name: say.remove, exact: true}).click();
  await list.locator('[part=destructive]').click();
}
