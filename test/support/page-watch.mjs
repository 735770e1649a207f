/** What Node's side sees of a page that Vitest tests in: its complaints, its requests, its looks. */
import {mkdir} from 'node:fs/promises';

const faults = new WeakMap();

/** Begins to listen, once a page. */
export const watchPage = ({page}) => {
  if (faults.has(page)) return;
  const heard = [];
  faults.set(page, heard);
  const {origin: home} = new URL(page.url());
  page.on('pageerror', (error) => heard.push(`page error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    const {origin, protocol} = new URL(request.url());
    if (origin !== home && protocol.startsWith('http')) heard.push(`asked another origin: ${request.url()}`);
  });
};

/** Hands over what was heard. The page is asked something first: what it said before comes before its answer. */
export const pageFaults = async ({page}) => {
  await page.evaluate('0');
  return faults.get(page)?.splice(0) ?? [];
};

/** The theme that the device says it is in. */
export const prefer = ({page}, theme) => page.emulateMedia({colorScheme: theme});

/** A picture of the story, for people to look at. */
export const takePicture = async ({frame, project}, name, theme) => {
  const folder = `test/artefacts/stories/${project.name.split(' ')[0]}-${theme}`;
  await mkdir(folder, {recursive: true});
  const story = await (await frame()).frameElement();
  await story.screenshot({path: `${folder}/${name}.png`, caret: 'hide'});
};
