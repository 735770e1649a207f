/** The network fails or drags in the moment that counts: nothing is lost and nothing is done twice. */

import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import type {Page, Route} from 'playwright-core';
import {
  askForCode,
  authenticator,
  count,
  keepPicture,
  orderRows,
  outcome,
  reach,
  setUpStage,
  statusLine,
  ticketFields,
  typeCode,
  visit,
} from './support.js';

const stage = setUpStage();

const answers = /^POST \/otp\/v1\/challenges\/[^/]+\/answer$/;
const orders = /^POST \/api\/orders$/;

/** Holds every request to `path` back until it is released. */
async function hold(page: Page, path: string): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => void (release = resolve));
  await page.route(path, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** The request arrives and is worked on; what it brought never comes back. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort('connectionreset');
}

describe('when the network is gone as the code is sent', () => {
  test('the outcome is asked as soon as it is back, and the code can be typed again; the ticket keeps everything', () =>
    visit(stage(), {}, async ({page, context, requests}) => {
      await page.locator('#quantity').fill('700');
      await askForCode(page);
      const before = await ticketFields(page);
      await context.setOffline(true);
      await typeCode(page, authenticator());
      await reach(page, 'outcome-unknown');
      await keepPicture(page, 'network-vi-outcome-unknown');
      assert.deepEqual(await ticketFields(page), before);

      await context.setOffline(false);
      await statusLine(page).filter({hasText: 'Kết nối bị gián đoạn, mã chưa được kiểm tra.'}).waitFor();
      assert.deepEqual(await ticketFields(page), before);
      await typeCode(page, authenticator());
      await orderRows(page).first().waitFor();
      assert.equal(await orderRows(page).count(), 1);
      assert.equal(count(requests, orders), 1);
    }));

  test('an accepted code whose answer was lost is found out by asking, never by sending it again', () =>
    visit(stage(), {}, async ({page, requests}) => {
      await askForCode(page);
      await page.route('**/answer', loseAnswer);
      await typeCode(page, authenticator());
      await orderRows(page).first().waitFor();
      assert.equal(count(requests, answers), 1);
      assert.equal(count(requests, orders), 1);
      assert.equal(count(requests, /^GET \/otp\/v1\/challenges\//), 1);
    }));

  test('an accepted order whose answer was lost can be sent again, and is in the book once', () =>
    visit(stage(), {}, async ({page, requests}) => {
      await askForCode(page);
      await page.route('**/api/orders', loseAnswer, {times: 1});
      await typeCode(page, authenticator());
      await outcome(page).filter({hasText: 'Quý khách có thể gửi lại'}).waitFor();

      await page.getByRole('button', {name: 'Gửi lại lệnh'}).click();
      await outcome(page).filter({hasText: 'Lệnh đã được nhận.'}).waitFor();
      await orderRows(page).first().waitFor();
      assert.equal(await orderRows(page).count(), 1);
      assert.equal(count(requests, orders), 2);
      assert.equal(count(requests, answers), 1);
    }));
});

describe('on a slow network', () => {
  test('the wait is shown, and however often the customer presses, the code goes out once', () =>
    visit(stage(), {}, async ({page, requests}) => {
      await askForCode(page);
      const release = await hold(page, '**/answer');
      await typeCode(page, authenticator());
      await reach(page, 'submitting');
      assert.equal(await statusLine(page).innerText(), 'Đang kiểm tra mã…');
      for (const _ of Array(3)) await page.keyboard.press('Enter');
      await page.keyboard.type('999');
      await page.evaluate(() => document.querySelector<HTMLFormElement>('#ticket')?.requestSubmit());
      assert.equal(count(requests, answers), 1);
      assert.equal(count(requests, orders), 0);
      await keepPicture(page, 'network-vi-submitting');

      release();
      await orderRows(page).first().waitFor();
      assert.equal(count(requests, answers), 1);
      assert.equal(await orderRows(page).count(), 1);
    }));

  test('an order on its way is not sent again', () =>
    visit(stage(), {}, async ({page, requests}) => {
      await askForCode(page);
      const release = await hold(page, '**/api/orders');
      await typeCode(page, authenticator());
      await outcome(page).filter({hasText: 'Đang gửi lệnh…'}).waitFor();
      assert.equal(await page.locator('#send').isDisabled(), true);
      await page.evaluate(() => document.querySelector<HTMLFormElement>('#ticket')?.requestSubmit());
      release();
      await orderRows(page).first().waitFor();
      assert.equal(count(requests, orders), 1);
    }));

  test('the demo’s own slow and lost networks show the same screens', () =>
    visit(stage(), {}, async ({page}) => {
      await page.getByRole('button', {name: 'Mạng chậm'}).click();
      await page.locator('#send').click();
      await reach(page, 'loading');
      await reach(page, 'code');
      await page.getByRole('button', {name: 'Mất mạng'}).click();
      await typeCode(page, authenticator());
      await reach(page, 'outcome-unknown');
      await page.getByRole('button', {name: 'Mất mạng'}).click();
      await statusLine(page).filter({hasText: 'Kết nối bị gián đoạn, mã chưa được kiểm tra'}).waitFor();
      await typeCode(page, authenticator());
      await orderRows(page).first().waitFor();
    }));
});
