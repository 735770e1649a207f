/**
 * The docs pages of the built Storybook: each renders without an error, asks nothing of another origin and leads to
 * stories that there are; titles and names spell the product's words. The stories themselves are tested by Vitest
 * (`test/vitest.stories.config.mjs`).
 * `node test/support/docs-pages.mjs FOLDER` looks at a Storybook that stands elsewhere.
 */
import {readFileSync} from 'node:fs';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {launchChromium} from './browser.mjs';
import {pageFaults, watchPage} from './page-watch.mjs';
import {serveFolder} from './static-server.mjs';
import {builtStorybook} from './storybook.mjs';

/** Milliseconds. */
const LONGEST = 30_000;

/** Storybook makes names of the exports' own, and would write the product's as any other word. */
const misspelt = ({title, name}) =>
  /\b(Kb|Otp|Sms)\b/.test(`${title} ${name}`) ? [`is written KB-OTP, SMS: ${title} > ${name}`] : [];

/** Links of a page that lead to no story and no docs page. */
const astray = async (page, ids) => {
  const places = await page
    .locator('#storybook-docs a[href*="?path="]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  return places
    .filter((place) => !ids.has(/\?path=\/(?:story|docs)\/([\w-]+)$/.exec(place)?.[1] ?? ''))
    .map((place) => `leads to ${place}, which is no story`);
};

const faultsOf = async (page, origin, {id}, ids) => {
  await page.goto(`${origin}/iframe.html?id=${id}&viewMode=docs`);
  const end = page.locator('#storybook-docs:not([hidden]) h1, .sb-errordisplay:visible').first();
  const shown = await end.waitFor({timeout: LONGEST}).then(
    () => end.innerText(),
    (error) => error.message,
  );
  const isShown = await page.locator('#storybook-docs:not([hidden]) h1').count();
  return [...(isShown ? [] : [shown]), ...(await astray(page, ids)), ...(await pageFaults({page}))];
};

const [, , given] = process.argv;
const storybookIn = (folder) => ({
  folder,
  entries: Object.values(JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8')).entries),
});
const {folder, entries} = given ? storybookIn(given) : builtStorybook();
const server = await serveFolder(folder, {'cache-control': 'max-age=3600'});
const browser = await launchChromium();
const page = await browser.newPage();
await page.goto(`${server.url}/index.json`);
watchPage({page});

const counts = {passed: 0, failed: 0, skipped: 0};
const tell = ({title, name, id}, faults) => {
  counts[faults.length === 0 ? 'passed' : 'failed'] += 1;
  if (faults.length > 0) console.log(`not ok ${title} > ${name} (${id})\n    ${faults.join('\n    ')}`);
};
const docs = entries.filter(({type}) => type === 'docs');
if (docs.length === 0) tell({title: 'Storybook', name: 'docs', id: 'none'}, ['has no docs page']);
const ids = new Set(entries.map(({id}) => id));
for (const entry of docs) tell(entry, [...misspelt(entry), ...(await faultsOf(page, server.url, entry, ids))]);
// Of stories the names alone.
for (const entry of entries.filter(({type}) => type === 'story')) {
  const faults = misspelt(entry);
  if (faults.length > 0) tell(entry, faults);
}
await browser.close();
await server.close();

console.log(`${counts.failed ? 'not ok' : 'ok    '} ${docs.length} docs pages`);
const {KB_TEST_COUNTS: summary} = process.env;
if (summary) await writeFile(summary, JSON.stringify(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;
