/** A customer places an order on KB-Trade and confirms it with a KB-OTP code from his phone. */

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {describe, test} from 'node:test';
import {
  askForCode,
  authenticator,
  codeField,
  count,
  keepPicture,
  orderRows,
  outcome,
  reach,
  seedBase32,
  setUpStage,
  statusLine,
  ticketFields,
  visit,
  wrongCode,
} from './support.js';
import {asTyped} from '../../src/testing/customer/screen.js';

const stage = setUpStage();

describe('the authenticator of these tests', () => {
  test('agrees with RFC 6238, appendix B, and with oathtool where it is installed', () => {
    const vectors = [
      [59, '287082'],
      [1111111109, '081804'],
      [20000000000, '353130'],
    ] as const;
    for (const [seconds, code] of vectors) {
      assert.equal(authenticator(seconds * 1000), code);
      const {status, stdout} = spawnSync('oathtool', ['--totp', '-b', '-N', `@${seconds}`, seedBase32], {
        encoding: 'utf8',
      });
      if (status === 0) assert.equal(stdout.trim(), code);
    }
  });
});

const spoken = {
  vi: {
    label: 'Mã xác thực KB-OTP',
    purpose: ['Đặt lệnh mua', '200 FPT', '118.400', '23.680.000'],
    accepted: /^Lệnh đã được nhận\. Số hiệu lệnh \d+\.$/,
    listed: 'Mua 200 FPT × 118.400',
  },
  en: {
    label: 'KB-OTP authentication code',
    purpose: ['Buy order', '200 FPT', '118,400', '23,680,000'],
    accepted: /^Order accepted\. Order number \d+\.$/,
    listed: 'Buy 200 FPT × 118,400',
  },
} as const;

describe('order ticket, code from the phone, grant, order accepted and listed', () => {
  for (const lang of ['vi', 'en'] as const) {
    test(`in ${lang}`, () =>
      visit(stage(), {lang}, async ({page, requests, console}) => {
        const says = spoken[lang];
        await page.locator('#symbol').selectOption('FPT');
        await page.locator('#quantity').fill('200');
        await askForCode(page);

        const element = page.locator('otp-verify');
        assert.equal(asTyped((await element.locator('label').textContent()) ?? ''), says.label);
        const purpose = await element.locator('[part=purpose]').innerText();
        for (const words of says.purpose) assert.ok(purpose.includes(words), `${words} in ${purpose}`);
        await keepPicture(page, `order-${lang}-code`);

        await page.keyboard.type(authenticator());
        await orderRows(page).first().waitFor();

        const told = await outcome(page).innerText();
        assert.match(told, says.accepted);
        const row = await orderRows(page).first().innerText();
        assert.ok(row.includes(says.listed), row);
        assert.ok(row.includes(/\d+/.exec(told)?.[0] ?? 'no number'), row);
        assert.equal(count(requests, /answer$/), 1);
        assert.equal(count(requests, /^POST \/api\/orders/), 1);
        assert.deepEqual(
          console.filter((line) => line.startsWith('error')),
          [],
        );
        await keepPicture(page, `order-${lang}-accepted`);
      }));
  }

  test('the code that the demo’s phone shows is the one that any authenticator makes', () =>
    visit(stage(), {}, async ({page}) => {
      const shown = page.locator('#phone [data-code]');
      const nearby = () => [authenticator(), authenticator(Date.now() - 2000)];
      await shown.filter({hasText: /\d/}).waitFor();
      const digits = (await shown.innerText()).replace(/\D/g, '');
      assert.ok(nearby().includes(digits), `${digits} among ${nearby().join()}`);
    }));
});

describe('an order that has not been verified', () => {
  test('is not sent by the button, by Enter or by script: the form itself is invalid', () =>
    visit(stage(), {}, async ({page, requests}) => {
      await page.locator('#send').click();
      await reach(page, 'code');
      await page.locator('#quantity').press('Enter');
      await page.evaluate(() => document.querySelector<HTMLFormElement>('#ticket')?.requestSubmit());
      const validity = await page.evaluate(() => {
        const form = document.querySelector<HTMLFormElement>('#ticket')!;
        return {form: form.checkValidity(), grant: new FormData(form).get('grant')};
      });
      assert.deepEqual(validity, {form: false, grant: null});
      assert.equal(count(requests, /^POST \/api\/orders/), 0);
      assert.equal(await orderRows(page).count(), 0);
    }));

  test('survives a wrong code: the ticket keeps what it holds, the tries left are told, the right code works', () =>
    visit(stage(), {}, async ({page, requests}) => {
      await page.locator('#symbol').selectOption('HPG');
      await page.locator('#quantity').fill('300');
      await askForCode(page);
      const before = await ticketFields(page);

      await page.keyboard.type(wrongCode());
      await statusLine(page).filter({hasText: 'Mã chưa đúng. Quý khách còn 4 lần thử.'}).waitFor();
      assert.deepEqual(await ticketFields(page), before);
      assert.equal(before['quantity'], '300');
      assert.equal(await codeField(page).inputValue(), '');
      assert.equal(count(requests, /^POST \/api\/orders/), 0);
      await keepPicture(page, 'order-vi-wrong-code');

      await page.keyboard.type(authenticator());
      await orderRows(page).first().waitFor();
      assert.equal(await orderRows(page).count(), 1);
    }));

  test('is verified anew when it is edited: the step closes and no challenge stays behind it', () =>
    visit(stage(), {}, async ({page}) => {
      await askForCode(page);
      await page.locator('#quantity').fill('500');
      await reach(page, 'idle');
      assert.equal(await page.locator('otp-verify').isVisible(), false);

      await askForCode(page);
      const purpose = await page.locator('otp-verify [part=purpose]').innerText();
      assert.ok(purpose.includes('500 VNM'), purpose);
    }));
});

describe('the page', () => {
  for (const [theme, width] of [
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const) {
    test(`has no sideways scrolling in ${theme} at ${width} px, in either language`, () =>
      visit(stage(), {theme, width}, async ({page}) => {
        await askForCode(page);
        for (const lang of ['vi', 'en']) {
          await page.locator(`#languages [value=${lang}]`).click();
          await page
            .locator('html')
            .and(page.locator(`[lang=${lang}]`))
            .waitFor();
          const [content, room] = await page.evaluate(() => {
            const {scrollWidth, clientWidth} = document.documentElement;
            return [scrollWidth, clientWidth];
          });
          assert.equal(content, room, lang);
          await keepPicture(page, `page-${theme}-${width}-${lang}`);
        }
      }));
  }
});
