import {html, nothing, type TemplateResult} from 'lit';
import {isDeveloperProblem} from '../../domain/problems.js';
import {primary, quiet} from '../internal/buttons.js';
import type {EnrollView} from './view.js';

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions({state, say, field, chosen, wishes}: EnrollView): TemplateResult | typeof nothing {
  const dismiss = quiet(say.dismiss(), wishes.dismiss);
  const enter = primary(say.continue(), wishes.submitPassword, !field.isComplete);
  switch (state.step) {
    case 'already-here':
      return html`${primary(say.openList(), wishes.openList)} ${dismiss}`;
    case 'done':
      return html`<p class="hint">${say.enrolledNext()}</p>
        ${state.derivatives ? html`<p class="hint">${say.enrolledDerivatives()}</p>` : nothing}
        ${primary(say.openList(), wishes.openList)}`;
    case 'terms':
      return html`${primary(say.agree(), wishes.acceptTerms)} ${dismiss}`;
    case 'choosing-accounts':
      return html`${primary(say.continue(), wishes.chooseAccounts, chosen.size === 0)} ${dismiss}`;
    case 'creating-password':
    case 'entering-password':
      return html`${enter} ${dismiss}`;
    case 'confirming-password':
      return html`${enter} ${quiet(say.passwordOther(), wishes.changePassword)} ${dismiss}`;
    case 'resuming':
      return html`${enter} ${quiet(say.abandon(), wishes.abandon)} ${dismiss}`;
    case 'failed':
      if (state.problem.code === 'vault_damaged') return html`${primary(say.openList(), wishes.openList)} ${dismiss}`;
      return html`${isDeveloperProblem(state.problem) ? nothing : primary(say.retry(), wishes.retry)} ${dismiss}`;
    case 'dismissed':
      return primary(say.enrollTitle(), wishes.retry);
    case 'loading':
    case 'stepping-up':
    case 'unlocking':
    case 'activating':
    case 'resuming-activation':
    case 'wrong-channel':
      return dismiss;
    case 'idle':
    case 'synchronizing':
    case 'proving':
      return nothing;
  }
}
