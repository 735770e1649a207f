/** Shows what passes between element, page and server. It is handed nothing secret: `network.ts` masks first. */

import {channels} from '../common/channels.js';
import {byId, h} from '../common/dom.js';
import {onElementEvent, type Told} from '../wire/events.js';
import {onExchange, type Exchange} from '../wire/network.js';
import {formatClock, say} from '../texts/texts.js';

/** How many entries each list keeps. */
const KEPT = 40;

let told: readonly Told[] = [];
let exchanges: readonly Exchange[] = [];

export function startMonitor(): void {
  onElementEvent(showTold);
  onExchange(showExchange);
  byId('clear', HTMLButtonElement).addEventListener('click', () => {
    [told, exchanges] = [[], []];
    renderMonitor();
  });
  renderMonitor();
}

/** From this page, or from one in a frame. */
export function showTold(next: Told): void {
  told = [next, ...told].slice(0, KEPT);
  renderEvents();
}

export function showExchange(next: Exchange): void {
  exchanges = [next, ...exchanges].slice(0, KEPT);
  renderTraffic();
}

export function renderMonitor(): void {
  renderEvents();
  renderTraffic();
}

function renderEvents(): void {
  const entries = told.map(({at, channel, element, name, detail}) =>
    h(
      'li',
      {},
      h('time', {}, formatClock(at)),
      h('strong', {}, name),
      h('span', {class: 'note'}, `${channels.find(({id}) => id === channel)?.name ?? ''} <${element}>`),
      h('span', {class: 'detail'}, detail),
    ),
  );
  byId('events', HTMLElement).replaceChildren(...(entries.length > 0 ? entries : [nothingYet()]));
}

function renderTraffic(): void {
  byId('traffic', HTMLElement).replaceChildren(...(exchanges.length > 0 ? exchanges.map(entry) : [nothingYet()]));
}

const nothingYet = () => h('li', {class: 'note'}, say('nothingYet'));

function entry({at, method, path, status, milliseconds, sent, received}: Exchange): HTMLElement {
  const well = status !== null && status < 400;
  return h(
    'li',
    {},
    h(
      'details',
      {},
      h(
        'summary',
        {},
        h('time', {}, formatClock(at)),
        h('strong', {class: well ? 'well' : 'ill'}, status === null ? say('noAnswer') : String(status)),
        h('span', {class: 'detail'}, `${method} ${shorten(path)}`),
        h('span', {class: 'note'}, `${milliseconds} ms`),
      ),
      ...body('sent', sent),
      ...body('received', received),
    ),
  );
}

/** The base is the same everywhere, the page's account is known, and the middle of an opaque id says nothing. */
const shorten = (path: string) =>
  path
    .replace(/^\/otp\/v1|\?.*/g, '')
    .replace(/accounts\/[^/]+/, 'accounts/…')
    .replace(/([A-Za-z0-9_-]{4})[A-Za-z0-9_-]{12,}(?=\/|$)/g, (id, start: string) =>
      words.has(id) ? id : `${start}…`,
    );

/** Parts of paths that are as long as an id. */
const words = new Set(['authentication', 'resynchronizations']);

const body = (way: 'sent' | 'received', content: unknown) =>
  content === null ? [] : [h('p', {class: 'note'}, say(way)), h('pre', {}, JSON.stringify(content, null, 2))];
