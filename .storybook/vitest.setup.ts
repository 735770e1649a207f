/** What a story has to keep besides its play function and axe: a console without errors, no request to elsewhere. */
import '../test/support/short-stretching.js';
import {afterAll, afterEach, beforeAll, expect} from 'vitest';
import {commands, inTheDark} from './commands.js';

const expectNoFaults = async () => expect(await commands.pageFaults()).toEqual([]);

beforeAll(() => commands.watchPage());
afterEach(async ({task}) => {
  if (import.meta.env['VITE_PICTURES']) {
    const {storyId} = task.meta as {storyId: string};
    await commands.takePicture(storyId, 'light');
    await inTheDark(() => commands.takePicture(storyId, 'dark'));
  }
  await expectNoFaults();
});
// What comes after the last story's end.
afterAll(expectNoFaults);
