import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {Page} from 'playwright-core';
import {scenarioTexts} from '../../demo/page/texts/texts-scenario.js';
import {keepPicture, setUpStage, visit} from './support.js';

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

test('one press offers to cover the orders of the session', () =>
  visit(stage(), {width: 390}, async ({page}) => {
    assert.equal(await press(page, 'coverSession'), scenarioTexts.coverSessionPlayed.vi);
    await page.locator('otp-verify [part=session] input').waitFor();
    await keepPicture(page, 'cover-session-390');
    await page.setViewportSize({width: 1280, height: 900});
    await keepPicture(page, 'cover-session-desk');
  }));
