import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Page} from 'playwright-core';
import {scenarioTexts} from '../../demo/page/texts/texts-scenario.js';
import {count, keepPicture, setUpStage, smsAccount, visit} from './support.js';

const stage = setUpStage();

async function press(page: Page, name: string): Promise<string> {
  await page
    .locator(`#scenarios button[value="${name}"]`)
    .first()
    .evaluate((button) => {
      for (let place = button.closest('details'); place; place = place.parentElement?.closest('details') ?? null)
        place.open = true;
    });
  await page.locator(`#scenarios button[value="${name}"]`).first().click();
  await page.locator('#scenarios:not([aria-busy])').waitFor({timeout: 60_000});
  return (await page.locator('#scenario-note').textContent()) ?? '';
}

test('each scenario does what it says by one press, whatever was pressed before it', () =>
  visit(stage(), {lang: 'en'}, async ({page}) => {
    // Each needs another state than the one before it has left.
    for (const name of ['f2', 'neither', 'lapsed', 'elsewhere', 'f2', 'neither', 'f3', 'lapsed', 'elsewhere'] as const)
      assert.equal(await press(page, name), scenarioTexts[`${name}Played`].en.replace('{password}', '258093'));
  }));

const scanning = {
  vi: {scan: 'Quét mã QR', hide: 'Ẩn mã QR', approve: 'Phê duyệt'},
  en: {scan: 'Scan the QR code', hide: 'Hide the QR code', approve: 'Approve'},
} as const;

for (const [lang, width] of [
  ['vi', 390],
  ['en', 1280],
] as const)
  test(`one press has the phone read an order off KB-Trade, and its eight digits place it, at ${width} px in ${lang}`, () =>
    visit(stage(), {lang, width}, async ({page}) => {
      const {scan, hide, approve} = scanning[lang];
      const phone = page.frameLocator('iframe[data-page="m-able"]');
      const look = (place: 'desk' | 'phone') =>
        width < 1000 ? page.locator(`#places [value=${place}]`).click() : Promise.resolve();
      assert.equal(await press(page, 'scan'), scenarioTexts.scanPlayed[lang].replace('{password}', '258093'));
      await look('desk');
      await page.locator('#verify').getByRole('button', {name: scan, exact: true}).click();
      await page.locator('#verify svg[part=qr]').waitFor();
      await keepPicture(page, `scan-desk-${width}`);
      await look('phone');
      await phone.locator('otp-list #code').fill('258093');
      await phone.getByRole('button', {name: scan, exact: true}).click();
      await phone.getByRole('button', {name: approve, exact: true}).click();
      const code = phone.locator('otp-scan [part=code] [aria-hidden]').filter({hasText: /^\d{4} \d{4}$/});
      const digits = (await code.innerText()).replace(' ', '');
      await keepPicture(page, `scan-phone-${width}`);
      await look('desk');
      await page.locator('#verify').getByRole('button', {name: hide, exact: true}).click();
      await page.locator('#verify #code').fill(digits);
      await page.locator('#orders tbody tr').waitFor();
    }));

test('one press offers to cover the orders of the session', () =>
  visit(stage(), {width: 390}, async ({page}) => {
    assert.equal(await press(page, 'coverSession'), scenarioTexts.coverSessionPlayed.vi);
    await page.locator('otp-verify [part=session] input').waitFor();
    await keepPicture(page, 'cover-session-390');
    await page.setViewportSize({width: 1280, height: 900});
    await keepPicture(page, 'cover-session-desk');
  }));

test('a code that was sent before, or a phone that is asked, changes nothing of what a press does', () =>
  visit(stage(), {lang: 'en', account: smsAccount}, async ({page}) => {
    assert.equal(await press(page, 'wrongCode'), scenarioTexts.wrongCodePlayed.en);
    assert.equal(await press(page, 'coverSession'), scenarioTexts.coverSessionPlayed.en);
    await page.locator('#verify [part=session] input').waitFor();
    for (const name of ['approve', 'scan']) {
      await press(page, name);
      assert.equal(await press(page, 'wrongCode'), scenarioTexts.wrongCodePlayed.en);
      await page.locator('#verify .status').filter({hasText: 'Wrong code'}).waitFor();
    }
  }));

test('a network that is lost for a while leaves a question with the phone', () =>
  visit(stage(), {lang: 'en'}, async ({page, requests}) => {
    await press(page, 'approve');
    const digits = await page.locator('#verify [part=number]').innerText();
    const turnedOff = () => count(requests, /^DELETE \/api\/approvals$/);
    const before = turnedOff();
    assert.equal(await press(page, 'loseNetwork'), scenarioTexts.networkIsLost.en);
    assert.equal(await press(page, 'loseNetwork'), scenarioTexts.networkIsBack.en);
    assert.equal(turnedOff(), before);
    assert.equal(await page.locator('#verify [part=number]').innerText(), digits);
    const phone = page.frameLocator('iframe[data-page="m-able"]');
    await phone.locator('otp-list #code').fill('258093');
    await phone.locator('otp-requests button.bar').waitFor();
  }));
