import {html, nothing, type TemplateResult} from 'lit';
import {primary, quiet} from '../internal/buttons.js';
import {remedyOrLeave} from '../internal/remedy.js';
import type {SynchronizeView} from './view.js';

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions(view: SynchronizeView): TemplateResult | typeof nothing {
  const {state, say, wishes} = view;
  const decline = quiet(say.dismiss(), wishes.dismiss);
  switch (state.step) {
    case 'explaining':
      return html`${primary(say.synchronizeTitle(), wishes.proceed)} ${decline}`;
    case 'base-not-enrolled':
      return html`${quiet(say.retry(), wishes.retry)} ${decline}`;
    case 'outcome-unknown':
      return html`${primary(say.askAgain(), wishes.retry)} ${decline}`;
    case 'failed':
      return remedyOrLeave(state.problem, view, say.dismiss());
    case 'declined':
      return primary(say.synchronizeTitle(), wishes.retry);
    case 'loading':
    case 'no-derivatives':
    case 'in-sync':
    case 'synchronizing':
    case 'checking':
      return decline;
    case 'idle':
    case 'proving':
    case 'done':
      return nothing;
  }
}
