/**
 * What the main page and the channel pages in its frames tell each other. Each listens to pages of its own origin only,
 * and nothing secret is told: traffic has been masked before.
 */

import type {Told} from './events.js';
import {onExchange, setCondition, type Condition, type Exchange} from './network.js';
import {change, type Settings} from '../common/settings.js';

export type ToFrame =
  | {readonly type: 'settings'; readonly settings: Settings}
  | {readonly type: 'condition'; readonly condition: Condition}
  /** To the list of orders: ask for the one proof now, or ask no more. */
  | {readonly type: 'sign' | 'drop'};

export type FromFrame =
  | {readonly type: 'exchange'; readonly exchange: Exchange}
  | {readonly type: 'told'; readonly told: Told}
  /** The page would like to be this many pixels high. */
  | {readonly type: 'height'; readonly height: number};

export const isFramed = (): boolean => window.parent !== window;

/** Hears what `source` says, which may not be there yet. */
export function hearFrom<Message>(source: () => Window | null, listener: (message: Message) => void): void {
  window.addEventListener('message', (event) => {
    if (event.origin === location.origin && event.source === source()) listener(event.data as Message);
  });
}

export const tellFrame = (frame: Window, message: ToFrame): void => frame.postMessage(message, location.origin);

export const tellParent = (message: FromFrame): void => window.parent.postMessage(message, location.origin);

/** Makes this page follow the main page, where it is shown in one. */
export function followParent(): void {
  if (!isFramed()) return;
  document.body.dataset['framed'] = '';
  hearFrom<ToFrame>(() => window.parent, follow);
  onExchange((exchange) => tellParent({type: 'exchange', exchange}));
  new ResizeObserver(() => tellParent({type: 'height', height: document.body.offsetHeight})).observe(document.body);
}

function follow(message: ToFrame): void {
  switch (message.type) {
    case 'settings':
      return change(message.settings);
    case 'condition':
      return setCondition(message.condition);
    case 'sign':
    case 'drop':
      return;
  }
}
