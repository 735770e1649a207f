/** What Node's side does for the stories as tests (`test/support/page-watch.mjs`). */
import {commands as all} from 'vitest/browser';

export type Theme = 'light' | 'dark';

interface Commands {
  readonly watchPage: () => Promise<void>;
  readonly pageFaults: () => Promise<readonly string[]>;
  readonly prefer: (theme: Theme) => Promise<void>;
  readonly takePicture: (name: string, theme: Theme) => Promise<void>;
}

export const commands = all as unknown as Commands;

/** Makes the page dark, and the device, while `look` looks at it. */
export async function inTheDark(look: () => Promise<void>): Promise<void> {
  const [stage] = document.getElementsByClassName('kb-stage') as HTMLCollectionOf<HTMLElement>;
  if (!stage) throw new Error('the story stands on no stage');
  const turn = async (theme: Theme) => {
    stage.dataset['theme'] = theme;
    await commands.prefer(theme);
  };
  await turn('dark');
  try {
    await look();
  } finally {
    await turn('light');
  }
}
