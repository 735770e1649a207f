import {html, nothing, type TemplateResult} from 'lit';
import type {Problem} from '../../domain/problems.js';
import {primary, quiet} from '../internal/buttons.js';
import {remedy} from '../internal/remedy.js';
import type {At, EnrollView} from './view.js';

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions(view: EnrollView): TemplateResult | typeof nothing {
  const {state, say, field, chosen, wishes} = view;
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
    case 'needing-proofs':
      return html`${primary(say.continue(), wishes.proveAccounts)} ${otherAccounts(view)} ${dismiss}`;
    case 'creating-password':
    case 'entering-password':
      return html`${enter} ${dismiss}`;
    case 'confirming-password':
      return html`${enter} ${quiet(say.passwordOther(), wishes.changePassword)} ${dismiss}`;
    case 'resuming':
      return html`${enter} ${quiet(say.abandon(), wishes.abandon)} ${dismiss}`;
    case 'failed':
      return html`${wayOn({...view, state})} ${dismiss}`;
    case 'dismissed':
      return primary(say.enrollTitle(), wishes.retry);
    case 'loading':
    case 'stepping-up':
    case 'checking-proofs':
    case 'unlocking':
    case 'activating':
    case 'resuming-activation':
    case 'wrong-channel':
      return dismiss;
    case 'idle':
    case 'synchronizing':
    case 'proving':
    case 'proving-account':
      return nothing;
  }
}

const otherAccounts = ({state, say, wishes}: EnrollView) =>
  state.request.accounts.length > 1 ? quiet(say.chooseAgain(), wishes.chooseAgain) : nothing;
const openList = ({say, wishes}: EnrollView) => primary(say.openList(), wishes.openList);
const register = ({say, wishes}: EnrollView) => primary(say.enrollTitle(), wishes.retry);
const tryAgain = ({say, wishes}: EnrollView) => primary(say.retry(), wishes.retry);

/** What is mended in the list, by registering anew, or by another try here, beside what stops every element. */
const waysOn: Partial<Record<Problem['code'], (view: EnrollView) => TemplateResult>> = {
  vault_damaged: openList,
  device_disabled: openList,
  wrong_password: openList,
  already_enrolled: openList,
  activation_invalid: register,
  enrolment_expired: register,
  enrolment_not_found: register,
  step_up_required: tryAgain,
  device_locked: tryAgain,
  storage_unavailable: tryAgain,
  storage_failed: tryAgain,
};

const wayOn = (view: EnrollView<At<'failed'>>): TemplateResult | typeof nothing =>
  waysOn[view.state.problem.code]?.(view) ?? remedy(view.state.problem, {...view, page: view.wishes}, {retry: view.wishes.retry, leave: view.wishes.dismiss});
