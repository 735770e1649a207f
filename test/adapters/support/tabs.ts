import type {Tab} from './tab.js';

export interface OpenTab {
  readonly window: Window & Tab;
  /** Ends it at once, whatever it is doing. */
  readonly kill: () => void;
}

/** Another document of the site: its own realm, the site's storage, locks and channels. */
export async function openTab(): Promise<OpenTab> {
  const frame = document.createElement('iframe');
  frame.src = new URL('tab.html', import.meta.url).href;
  await new Promise<void>((resolve) => {
    frame.addEventListener('load', () => resolve());
    document.body.append(frame);
  });
  const {contentWindow} = frame;
  if (!contentWindow || !('createVault' in contentWindow)) throw new Error('the tab did not load');
  return {window: contentWindow as Window & Tab, kill: () => frame.remove()};
}
