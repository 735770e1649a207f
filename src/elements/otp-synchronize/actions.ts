import {html, nothing, type TemplateResult} from 'lit';
import {formatWait} from '../../i18n/language.js';
import {primary, quiet} from '../internal/buttons.js';
import type {SynchronizeView} from './view.js';

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions({state, say, now, wishes}: SynchronizeView): TemplateResult | typeof nothing {
  const decline = quiet(say.dismiss(), wishes.decline);
  switch (state.step) {
    case 'explaining':
      return html`${primary(say.synchronizeTitle(), wishes.proceed)} ${decline}`;
    case 'base-not-enrolled':
      return html`${quiet(say.retry(), wishes.retry)} ${decline}`;
    case 'outcome-unknown':
      return html`${primary(say.askAgain(), wishes.retry)} ${decline}`;
    case 'failed': {
      const wait = (state.problem.retryAt ?? 0) - now;
      const text = wait > 0 ? say.retryIn(formatWait(wait)) : say.retry();
      return html`${primary(text, wishes.retry, wait > 0)} ${decline}`;
    }
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
