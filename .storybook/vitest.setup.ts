/** What a story has to keep besides its play function and axe: a console without errors, no request to elsewhere. */
import {afterAll, afterEach, beforeAll, expect} from 'vitest';
import {commands} from 'vitest/browser';

const {watchPage, pageFaults, takePicture} = commands as unknown as {
  readonly watchPage: () => Promise<void>;
  readonly pageFaults: () => Promise<readonly string[]>;
  readonly takePicture: (name: string) => Promise<void>;
};

const expectNoFaults = async () => expect(await pageFaults()).toEqual([]);

beforeAll(() => watchPage());
afterEach(async ({task}) => {
  if (import.meta.env['VITE_PICTURES']) await takePicture((task.meta as {storyId: string}).storyId);
  await expectNoFaults();
});
// What comes after the last story's end.
afterAll(expectNoFaults);
