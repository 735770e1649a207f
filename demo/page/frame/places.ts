/** On a phone the main page shows one thing at a time: the desk, the customer's phone, or the network. */

import {byId} from '../common/dom.js';

export type Place = 'desk' | 'phone' | 'network';

const places: readonly Place[] = ['desk', 'phone', 'network'];

/** Shows a place; where there is room for all of them nothing changes. */
export function look(place: Place): void {
  document.body.dataset['place'] = place;
  for (const button of byId('places', HTMLElement).querySelectorAll('button'))
    button.setAttribute('aria-pressed', String(button.value === place));
}

export function startPlaces(): void {
  byId('places', HTMLElement).addEventListener('click', ({target}) => {
    const wanted = target instanceof HTMLButtonElement ? places.find((place) => place === target.value) : undefined;
    if (!wanted) return;
    look(wanted);
    window.scrollTo(0, 0);
  });
  look('desk');
}
