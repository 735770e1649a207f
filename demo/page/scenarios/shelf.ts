/**
 * Where the main page shows channels: one place, a tab for each. A channel's page is loaded into a frame when it is
 * first wanted and kept; KB-Trade stands in the main page itself.
 */

import {channelOf, channels, type ChannelId, type ChannelPage, type ViewId} from '../common/channels.js';
import {h} from '../common/dom.js';
import {hearFrom, tellFrame, type FromFrame, type ToFrame} from '../wire/link.js';
import {networkCondition, setCondition, type Condition} from '../wire/network.js';
import {settings, settingsQuery} from '../common/settings.js';

export interface Shelf {
  /** Shows a channel; with a view its page is opened anew there. */
  show(id: ChannelId, view?: ViewId): void;
  /** Opens every page anew where a customer begins. */
  restart(): void;
}

export interface ShelfParts {
  readonly place: ChannelPage['place'];
  readonly tabs: HTMLElement;
  readonly stage: HTMLElement;
  /** The channel that stands in this page, and how to open a view of it. */
  readonly own?: {readonly id: ChannelId; readonly element: HTMLElement; readonly open: (view: ViewId) => void};
  readonly onMessage: (message: FromFrame) => void;
}

/** By channel, and what else stands in one. */
const frames = new Map<string, HTMLIFrameElement>();

/** To the pages in all frames of all shelves. */
export function tellFrames(message: ToFrame): void {
  for (const {contentWindow} of frames.values()) if (contentWindow) tellFrame(contentWindow, message);
}

/** The network of this page and of those in its frames. */
export function setConditionEverywhere(condition: Condition): void {
  setCondition(condition);
  tellFrames({type: 'condition', condition});
}

export function createShelf({place, tabs, stage, own, onMessage}: ShelfParts): Shelf {
  const here = channels.filter((channel) => channel.place === place);
  const show: Shelf['show'] = (id, view) => {
    if (id === own?.id) {
      if (view) own.open(view);
    } else if (!frames.has(id))
      openFrame(id, {name: channelOf(id).name, address: pageAddress(id, view), stage, onMessage});
    else if (view) replaceIn(frames.get(id), pageAddress(id, view));
    if (own) own.element.hidden = id !== own.id;
    for (const channel of here) frames.get(channel.id)?.toggleAttribute('hidden', channel.id !== id);
    for (const tab of tabs.children) tab.setAttribute('aria-pressed', String((tab as HTMLButtonElement).value === id));
  };
  const tab = ({id, name}: ChannelPage) => h('button', {type: 'button', value: id, click: () => show(id)}, name);
  tabs.replaceChildren(...here.map(tab));
  return {
    show,
    restart() {
      for (const {id} of here) if (frames.has(id)) replaceIn(frames.get(id), pageAddress(id));
    },
  };
}

export interface FrameParts extends Pick<ShelfParts, 'stage' | 'onMessage'> {
  readonly name: string;
  readonly address: string;
}

/** A page that hears of the settings and of the network's condition from now on. */
export function openFrame(key: string, {name, address, stage, onMessage}: FrameParts): HTMLIFrameElement {
  const frame = h('iframe', {class: 'page', title: name, src: address, 'data-page': key});
  frames.set(key, frame);
  hearFrom<FromFrame>(
    () => frame.contentWindow,
    (message) => {
      if (message.type === 'height') frame.style.setProperty('--height', `${message.height}px`);
      else onMessage(message);
    },
  );
  // A page that comes later than a choice has to be told of it.
  frame.addEventListener('load', () => {
    if (!frame.contentWindow) return;
    tellFrame(frame.contentWindow, {type: 'settings', settings: settings()});
    tellFrame(frame.contentWindow, {type: 'condition', condition: networkCondition()});
  });
  stage.append(frame);
  return frame;
}

/** Without a step in the browser's history. */
const replaceIn = (frame: HTMLIFrameElement | undefined, address: string) =>
  frame?.contentWindow?.location.replace(address);

function pageAddress(id: ChannelId, view?: ViewId): string {
  const query = settingsQuery();
  if (view) query.set('view', view);
  return `${channelOf(id).path}?${query}`;
}
