/**
 * Films the demo for the README: the list is unlocked on the phone, an order asks for a code, the code is typed, the
 * order is placed. `npm start` first; then `node scripts/demo-film.mjs http://localhost:4173/` with its address.
 */
import {writeFileSync} from 'node:fs';
import sharp from 'sharp';
import {launchChromium, steadyPictures} from '../test/support/browser.mjs';

const [, , address = 'http://localhost:4173/'] = process.argv;
const file = 'demo/order.webp';
const MINUTE = 60_000;
const WIDTH = 960;
/** Milliseconds that a picture is shown: a look, a key, the end. */
const LOOK = 1600;
const KEY = 220;
const END = 3200;

const browser = await launchChromium({args: steadyPictures});
const page = await browser.newPage({viewport: {width: 1280, height: 900}, reducedMotion: 'reduce'});
page.setDefaultTimeout(2 * MINUTE);

const pictures = [];
const delays = [];
const film = async (delay) => {
  await page.evaluate(() => window.scrollTo(0, 0));
  const taken = await page.screenshot({animations: 'disabled'});
  pictures.push(await sharp(taken).resize({width: WIDTH}).png().toBuffer());
  delays.push(delay);
};

await page.goto(`${address}?lang=vi&theme=light`);
const note = page.locator('#scenario-note').filter({hasText: /mật khẩu \d{6}/});
await note.waitFor();
const [, password = ''] = /mật khẩu (\d{6})/.exec(await note.innerText()) ?? [];
await film(LOOK);

const phone = page.frameLocator('iframe[data-page="m-able"]');
const code = phone.locator('[part=code] [aria-hidden]').first();
await phone.locator('otp-list #code').fill(password);
await code.filter({hasText: /^\d{3} \d{3}$/}).waitFor();
await film(LOOK);

await page.locator('#send').click();
const field = page.locator('#verify input');
await field.waitFor();
await film(LOOK);

const digits = (await code.innerText()).replace(/\D/g, '');
for (let typed = 1; typed < digits.length; typed += 1) {
  await field.fill(digits.slice(0, typed));
  await film(KEY);
}
await field.fill(digits);
await page.locator('#orders tbody tr').waitFor();
await film(END);

await browser.close();
const moving = await sharp(pictures, {join: {animated: true}})
  .webp({delay: delays, loop: 0, quality: 60, effort: 6})
  .toBuffer();
writeFileSync(file, moving);
console.log(`${file}: ${Math.ceil(moving.length / 1000)} kB, ${pictures.length} pictures`);
