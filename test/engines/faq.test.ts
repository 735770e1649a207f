/**
 * An order, and the broker's published questions F1 to F5, in WebKit and Firefox: real pages, the real endpoint, real
 * keys and the mouse. The journeys in Chromium have all of it, in both languages and on all channels.
 */
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {authenticator, kbOtpAccount, smsAccount} from '../journeys/support.js';
import {engine} from '../support/engine.mjs';
import {period, say, setUpEngine} from './customer.js';

const stage = setUpEngine();
const notSynchronized = '058C000009';

describe(`in ${engine}`, () => {
  test('an order is approved by a code that is typed, and listed', async () => {
    const {customer, demo} = stage();
    await customer.page.goto(`${demo.url}/?lang=vi&theme=light&account=${kbOtpAccount}`);
    await customer.reaches('otp-verify', 'idle');
    await customer.press('#send');
    await customer.reaches('otp-verify', 'code');
    await customer.types(authenticator());
    await customer.reads('Lệnh đã được nhận');
    await customer.waitFor(`return document.querySelectorAll('#orders tbody tr').length === 1;`);
  });

  test('a wrong code keeps the ticket, and the right one is taken', async () => {
    const {customer, demo} = stage();
    await customer.page.goto(`${demo.url}/?lang=vi&theme=light&account=${smsAccount}`);
    await customer.reaches('otp-verify', 'idle');
    await customer.press('#send');
    await customer.reaches('otp-verify', 'code');
    const sent = await customer.sentCode(smsAccount);
    await customer.types(sent === '111111' ? '222222' : '111111');
    await customer.reads('Mã chưa đúng.');
    await customer.types(sent);
    await customer.reads('Lệnh đã được nhận');
  });

  test('F1: KB-Trade says where to register, and M-able registers', async () => {
    const {customer} = stage();
    await customer.open('kb-trade', {account: smsAccount, view: 'enroll'});
    await customer.reads(say.whereToRegister);
    await customer.registers('m-able', smsAccount);
    await customer.opensList('m-able', smsAccount);
    assert.match(await customer.code(), /^\d{6}$/);
  });

  test('F2: a code is read in M-able and typed on KB-Trade', async () => {
    const {customer, pass} = stage();
    await customer.registers('m-able', smsAccount);
    pass(period);
    await customer.opensList('m-able', smsAccount);
    const code = await customer.code();
    await customer.orders('kb-trade', smsAccount);
    await customer.types(code);
    await customer.isOrdered();
  });

  test('F3: after the app was removed KB-OTP is cancelled in place, and the previous method signs in', async () => {
    const {customer} = stage();
    await customer.registers('m-able', smsAccount);
    await customer.removesApp();
    await customer.open('m-able', {account: smsAccount, view: 'login'});
    await customer.reads(say.listLacksAccount);
    await customer.cancelsInPlace(smsAccount);
    await customer.types(await customer.sentCode(smsAccount));
    await customer.reads(say.signedIn);
  });

  test('F4: a forgotten password deletes the list, and what is left is to cancel and register again', async () => {
    const {customer} = stage();
    await customer.registers('m-able', smsAccount);
    await customer.open('m-able', {account: smsAccount, view: 'list'});
    await customer.button(say.forgot);
    await customer.button(say.continue);
    await customer.press('input[type=checkbox]');
    await customer.button(say.forgotAll);
    await customer.reads(say.resetDone);
    await customer.open('m-able', {account: smsAccount, view: 'login'});
    await customer.cancelsInPlace(smsAccount);
    await customer.types(await customer.sentCode(smsAccount));
    await customer.reads(say.signedIn);
    await customer.registers('m-able', smsAccount);
  });

  test('F5: a derivatives account that was not synchronized keeps its method, and may be synchronized later', async () => {
    const {customer} = stage();
    await customer.orders('kb-trade-ds', notSynchronized);
    await customer.types(await customer.sentCode(notSynchronized));
    await customer.isOrdered();
    await customer.open('kb-trade-ds', {account: notSynchronized, view: 'synchronize'});
    await customer.press('[part=primary]', say.synchronize);
    await customer.reaches('otp-verify', 'code');
    await customer.types(await customer.sentCode(notSynchronized));
    await customer.reads(say.synchronized);
    await customer.orders('kb-trade-ds', notSynchronized);
    await customer.reads(say.labelKbOtp);
  });
});
