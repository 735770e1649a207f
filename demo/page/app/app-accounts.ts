/** Which of the customer's accounts are registered together. */

import {h} from '../common/dom.js';
import type {DemoAccount} from '../wire/host-api.js';
import {change, settings} from '../common/settings.js';
import {say} from '../texts/texts.js';

export function accountChoice(accounts: readonly DemoAccount[]): HTMLElement {
  const chosen = new Set(settings().account.split(/\s+/));
  const [first] = chosen;
  const choose = (event: Event) => {
    const {value, checked} = event.target as HTMLInputElement;
    if (checked) chosen.add(value);
    else chosen.delete(value);
    change({account: [...chosen].join(' ')});
  };
  const option = ({account, holder}: DemoAccount) =>
    h(
      'label',
      {class: 'option'},
      h('input', {
        type: 'checkbox',
        value: account,
        checked: chosen.has(account),
        disabled: account === first,
        change: choose,
      }),
      h('span', {}, `${account} · ${holder}`),
    );
  return h(
    'details',
    {class: 'accounts', open: chosen.size > 1},
    h('summary', {}, say('moreAccounts')),
    h('div', {class: 'options'}, ...accounts.map(option)),
  );
}
