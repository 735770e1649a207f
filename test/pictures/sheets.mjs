/**
 * Contact sheets: every state of every element on one picture each, in both languages and themes, as on a phone and
 * compact, into `test/artefacts/sheets`. For people to look at; nothing is compared. `npm run sheets -- list` makes
 * those whose story has `list` in its name.
 */
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {shoot, turn, withStories} from './steady.mjs';

const folder = 'test/artefacts/sheets';
const maps = {
  'otp-verify': 'otp-verify-state-map--all-states',
  'otp-enroll': 'otp-enroll-state-map--all-states',
  'otp-synchronize': 'otp-enroll-state-map-of-synchronizing--all-states',
  'otp-list': 'otp-list-state-map--all-states',
  'otp-cancel': 'otp-cancel-state-map--all-states',
};
/** Four phones side by side. */
const columns = '.kb-map {grid-template-columns: repeat(4, 390px) !important; inline-size: max-content}';

const ways = ['vi', 'en'].flatMap((lang) =>
  ['light', 'dark'].flatMap((theme) => ['390', 'compact'].map((density) => ({lang, theme, density}))),
);

const [wanted = ''] = process.argv.slice(2);
mkdirSync(folder, {recursive: true});
await withStories(async (open) => {
  for (const [name, story] of Object.entries(maps).filter(([tag]) => tag.includes(wanted))) {
    const page = await open(story, {width: 1720, height: 1000, soon: true});
    await page.addStyleTag({content: columns});
    // A card of another width lets its height go in the next frame.
    await page.screenshot();
    await page.clock.runFor(17);
    for (const way of ways) {
      await turn(page, way);
      const file = path.join(folder, `${name}-${way.lang}-${way.theme}-${way.density}.png`);
      writeFileSync(file, await shoot(page));
      console.log(file);
    }
    await page.context().close();
  }
});
