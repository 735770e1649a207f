/** The app's first screen: whose account it is, how it proves itself, and what can be done. */

import {thisChannel, type ViewId} from '../common/channels.js';
import {h} from '../common/dom.js';
import {readStatus, type DemoAccount} from '../wire/host-api.js';
import {methodName} from '../orders/order-list.js';
import {serviceTexts} from '../frame/services.js';
import {chosenAccount, settings} from '../common/settings.js';
import {say} from '../texts/texts.js';

const method = h('strong', {id: 'method'});

export function homeScreen(owner: DemoAccount | undefined, open: (view: ViewId) => void): HTMLElement {
  const {services} = thisChannel();
  const tile = (view: ViewId) =>
    h('button', {type: 'button', class: 'tile', value: view, click: () => open(view)}, say(serviceTexts[view]));
  void refreshHome();
  return h(
    'div',
    {class: 'home'},
    h(
      'section',
      {class: 'purse'},
      h('p', {class: 'holder'}, owner?.holder ?? ''),
      h('p', {class: 'number'}, settings().account.split(/\s+/).join(' · ')),
      h('p', {}, h('span', {}, say('methodInForce')), ' ', method),
    ),
    h('div', {class: 'tiles'}, ...(['login', 'order'] as const).map(tile)),
    h('h2', {}, say('services')),
    h('div', {class: 'tiles rows'}, ...services.map(tile)),
  );
}

/** Reads again how the account proves itself here. */
export async function refreshHome(): Promise<void> {
  const account = chosenAccount();
  const status = await readStatus(account, thisChannel().id).catch(() => null);
  if (account !== chosenAccount()) return;
  const kind = status?.methods[0]?.kind;
  method.textContent = kind ? methodName(kind) : '–';
}
