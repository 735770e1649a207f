/** The KB-OTP section of a web page: what can be done here, one at a time. */

import {thisChannel, type ViewId} from '../common/channels.js';
import {byId, h} from '../common/dom.js';
import {isService, onEnrollRequested, serviceElement, serviceTexts} from './services.js';
import {settings} from '../common/settings.js';
import {say} from '../texts/texts.js';

let shown: ViewId | null = null;
/** The accounts that the element on show is for. */
let account = '';

/** `?view=enroll` opens the section there. */
export function startSection(): void {
  const wanted = new URLSearchParams(location.search).get('view');
  shown = thisChannel().services.find((view) => view === wanted) ?? null;
  renderSection();
  if (shown) open(shown);
  onEnrollRequested(open);
}

/** Says the buttons again; what is open stays so, unless it is for another account. */
export function renderSection(): void {
  const button = (view: ViewId) =>
    h(
      'button',
      {type: 'button', 'aria-pressed': String(view === shown), click: () => toggle(view)},
      say(serviceTexts[view]),
    );
  byId('services', HTMLElement).replaceChildren(...thisChannel().services.map(button));
  if (shown && account !== settings().account) open(shown);
}

const toggle = (view: ViewId) => (view === shown ? close() : open(view));

export function open(view: ViewId): void {
  if (!isService(view)) return;
  shown = view;
  ({account} = settings());
  byId('service', HTMLElement).replaceChildren(serviceElement(view, {deviceName: thisChannel().name, open, close}));
  renderSection();
}

export function close(): void {
  shown = null;
  byId('service', HTMLElement).replaceChildren();
  renderSection();
}
