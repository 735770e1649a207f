import {html, nothing, type TemplateResult} from 'lit';
import {primary, quiet} from '../internal/buttons.js';
import type {At, ListView} from './view.js';

type Actions = TemplateResult | typeof nothing;

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions(view: ListView): Actions {
  const {state, say, field, canAdd, wishes} = view;
  const back = quiet(say.back(), wishes.back);
  switch (state.step) {
    case 'empty':
      return canAdd ? primary(say.addAccount(), wishes.add) : quiet(say.retry(), wishes.retry);
    case 'locked':
      return html`${primary(say.unlock(), wishes.submitPassword, !field.isComplete)}
      ${state.list.passkey ? quiet(say.unlockPasskey(), wishes.unlockByPasskey) : nothing}
      ${quiet(say.forgot(), wishes.forget)}`;
    case 'disabled':
      return primary(say.forgot(), wishes.forget);
    case 'open':
      return openActions({...view, state});
    case 'confirming-removal':
      return html`${primary(say.remove(), wishes.remove)} ${back}`;
    case 'creating-password':
    case 'confirming-password':
      return html`${primary(say.continue(), wishes.submitPassword, !field.isComplete)} ${back}`;
    case 'adding':
      return back;
    case 'forgot':
      return html`${primary(state.asked === 1 ? say.continue() : say.forgotConfirm(), wishes.forget)} ${back}`;
    case 'reset-done':
      return quiet(state.cleaned ? say.back() : say.retry(), wishes.retry);
    case 'failed':
      return state.problem.code === 'vault_damaged'
        ? primary(say.discardDamaged(), wishes.discardDamaged)
        : primary(say.retry(), wishes.retry);
    case 'unlocking':
    case 'resetting':
      return back;
    case 'working':
      return quiet(say.lockList(), wishes.lock);
    case 'loading':
      return quiet(say.retry(), wishes.retry);
    case 'idle':
      return nothing;
  }
}

const openActions = (view: ListView<At<'open'>>): Actions => {
  const {say, canAdd, wishes} = view;
  return html`
    ${canAdd ? quiet(say.addAccount(), wishes.add) : nothing} ${quiet(say.changePassword(), wishes.changePassword)}
    ${passkey(view)} ${quiet(say.lockList(), wishes.lock)}
  `;
};

/** Biometrics are offered only where they can be had. */
function passkey({state, say, biometrics, wishes}: ListView<At<'open'>>): Actions {
  if (state.list.passkey) return quiet(say.removePasskey(), wishes.removePasskey);
  return biometrics === 'not-here' ? nothing : quiet(say.addPasskey(), wishes.addPasskey);
}
