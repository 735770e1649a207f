import {html, nothing, type TemplateResult} from 'lit';
import {maskAccount} from '../../domain/masks.js';
import {passwordForm} from '../internal/password-form.js';
import type {At, EnrollView} from './view.js';

type Screen = TemplateResult | typeof nothing;

/** What stands above the status line. */
export function renderScreen(view: EnrollView): Screen {
  const {state, say, field} = view;
  switch (state.step) {
    case 'wrong-channel':
      return html`<h2 class="heading" part="heading">${say.enrollTitle()}</h2>
        <p>${say.wrongChannel()}</p>
        <p class="hint">${say.wrongChannelSteps()}</p>`;
    case 'synchronizing':
      return view.synchronization();
    case 'terms':
      return terms({...view, state});
    case 'proving':
      return view.proof();
    case 'needing-proofs':
      return accountsToProve({...view, state});
    case 'proving-account':
      return html`<h2 class="heading" part="heading"><bdi>${say.ownProofOf(maskAccount(state.account))}</bdi></h2>
        ${view.proof(state.account)}`;
    case 'choosing-accounts':
      return accountsToChoose({...view, state});
    case 'creating-password': {
      const digits = state.status.policy.passwordDigits;
      const [label, hint] = [say.passwordNew(), say.passwordNewHint(digits)];
      return passwordForm({field, digits, label, hint, purpose: 'new-password', invalid: state.refusals.length > 0});
    }
    case 'confirming-password': {
      const digits = state.status.policy.passwordDigits;
      const [label, hint] = [say.passwordAgain(), say.passwordAgainHint()];
      return passwordForm({field, digits, label, hint, purpose: 'new-password', invalid: state.mismatch});
    }
    case 'entering-password':
    case 'unlocking': {
      const digits = state.status.policy.passwordDigits;
      const invalid = state.step === 'entering-password' && state.problem !== null;
      const [label, hint] = [say.password(), say.enterPassword()];
      return passwordForm({
        field,
        digits,
        label,
        hint,
        purpose: 'current-password',
        invalid,
        busy: state.step === 'unlocking',
      });
    }
    case 'resuming': {
      const digits = state.status.policy.passwordDigits;
      const [label, hint, invalid] = [say.password(), say.resume(), state.problem !== null];
      return passwordForm({field, digits, label, hint, purpose: 'current-password', invalid});
    }
    case 'idle':
    case 'loading':
    case 'already-here':
    case 'stepping-up':
    case 'checking-proofs':
    case 'activating':
    case 'resuming-activation':
    case 'done':
    case 'failed':
    case 'dismissed':
      return nothing;
  }
}

const terms = ({state, say, language}: EnrollView<At<'terms'>>): Screen => {
  const previous = state.status.previousMethod ?? state.status.methods[0];
  return html`
    <h2 class="heading" part="heading">${say.enrollTitle()}</h2>
    <p class="account" part="account"><bdi>${say.account(state.status.accountLabel)}</bdi></p>
    ${state.elsewhere === null ? nothing : html`<p class="notice" part="notice"><bdi>${say.elsewhere(state.elsewhere)}</bdi></p>`}
    <p>${say.terms()}</p>
    ${previous ? html`<p class="hint">${say.termsChange(previous.label[language])}</p>` : nothing}
  `;
};

const accountsToChoose = ({state, say, chosen, wishes}: EnrollView<At<'choosing-accounts'>>): Screen => html`
  <fieldset class="ticks" part="choices">
    <legend class="heading" part="heading">${say.chooseAccounts()}</legend>
    ${state.request.accounts.map(
      (account) => html`
        <label class="tick">
          <input type="checkbox" .checked=${chosen.has(account)} @change=${() => wishes.toggleAccount(account)} />
          <bdi>${maskAccount(account)}</bdi>
        </label>
      `,
    )}
  </fieldset>
`;

const accountsToProve = ({state, say}: EnrollView<At<'needing-proofs'>>): Screen => html`
  <h2 class="heading" part="heading">${say.ownProofs()}</h2>
  <ul class="choices" part="choices">
    ${state.missing.map((account) => html`<li><bdi>${maskAccount(account)}</bdi></li>`)}
  </ul>
  <p>${say.ownProofsHint()}</p>
`;
