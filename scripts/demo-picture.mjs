/**
 * Takes the README's picture of the demo: an order on KB-Trade asks for the code that the phone beside it shows.
 * `npm start` first; then `node scripts/demo-picture.mjs http://localhost:4173/` with its address.
 */
import {launchChromium, steadyPictures} from '../test/support/browser.mjs';

const [, , address = 'http://localhost:4173/'] = process.argv;
const MINUTE = 60_000;

const browser = await launchChromium({args: steadyPictures});
const page = await browser.newPage({viewport: {width: 1280, height: 900}, reducedMotion: 'reduce'});
page.setDefaultTimeout(2 * MINUTE);
await page.goto(`${address}?lang=vi&theme=light`);
const note = page.locator('#scenario-note').filter({hasText: /mật khẩu \d{6}/});
await note.waitFor();
const [, password = ''] = /mật khẩu (\d{6})/.exec(await note.innerText()) ?? [];
const phone = page.frameLocator('iframe[data-page="m-able"]');
await phone.locator('otp-list #code').fill(password);
const code = phone.locator('[part=code] [aria-hidden]').first();
await code.filter({hasText: /^\d{3} \d{3}$/}).waitFor();
await page.locator('#send').click();
await page.locator('#verify input').fill((await code.innerText()).replace(/\D/g, '').slice(0, 4));
await page.evaluate(() => window.scrollTo(0, 0));
await page.screenshot({path: 'demo/kb-trade.png', animations: 'disabled'});
await browser.close();
console.log('demo/kb-trade.png');
