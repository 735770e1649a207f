/** Signing in to the app: the proof, then a word that it counted. */

import {askForGrant} from '../common/ask.js';
import {thisChannel} from '../common/channels.js';
import {h} from '../common/dom.js';
import {settings} from '../common/settings.js';
import {say} from '../texts/texts.js';

export function loginScreen(leave: () => void): HTMLElement {
  const place = h('div', {class: 'proof'});
  const done = () =>
    h(
      'div',
      {class: 'card', role: 'status'},
      h('p', {class: 'outcome', 'data-tone': 'good'}, say('signedIn')),
      h('button', {type: 'button', class: 'send', click: leave}, say('home')),
    );
  const question = {
    channel: thisChannel().id,
    account: settings().account,
    purpose: 'login',
    transaction: null,
  } as const;
  void askForGrant(place, question).then((grant) => (grant ? place.replaceChildren(done()) : leave()));
  return place;
}
