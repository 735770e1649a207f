import {html, nothing, type TemplateResult} from 'lit';
import {remedyOf} from '../../domain/problems.js';
import {primary, quiet} from '../internal/buttons.js';
import {destructive} from '../internal/destructive.js';
import {remedy} from '../internal/remedy.js';
import type {At, ListView} from './view.js';

type Actions = TemplateResult | typeof nothing;

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions(view: ListView): Actions {
  const {state, say, field, canAdd, understood, wishes} = view;
  const wayBack = [say.back(), wishes.back] as const;
  const back = quiet(...wayBack);
  switch (state.step) {
    case 'empty':
      return canAdd ? primary(say.addAccount(), wishes.add) : quiet(say.retry(), wishes.retry);
    case 'locked':
      return html`${primary(say.unlock(), wishes.submitPassword, !field.isComplete)}
      ${state.list.passkey ? quiet(say.unlockPasskey(), wishes.unlockByPasskey) : nothing}
      ${quiet(say.forgot(), wishes.forget)}`;
    case 'disabled':
      return primary(say.resetPassword(), wishes.forget);
    case 'open':
      return openActions({...view, state});
    case 'confirming-removal':
      return destructive(say.removeConfirm(), wishes.remove, wayBack);
    case 'proving':
      return html`${primary(say.continue(), wishes.submitPassword, !field.isComplete)}
      ${state.list.passkey ? quiet(say.proveByPasskey(), wishes.unlockByPasskey) : nothing} ${back}`;
    case 'offering-passkey':
      return html`${primary(say.addPasskey(), wishes.addPasskey)} ${back}`;
    case 'creating-password':
    case 'confirming-password':
      return html`${primary(say.continue(), wishes.submitPassword, !field.isComplete)} ${back}`;
    case 'adding':
      return back;
    case 'forgot':
      return state.asked === 1
        ? html`${primary(say.continue(), wishes.forget)} ${back}`
        : destructive(say.forgotConfirm(), wishes.forget, wayBack, !understood);
    case 'reset-done':
      return quiet(state.cleaned ? say.back() : say.retry(), wishes.retry);
    case 'failed':
      return failedActions({...view, state});
    case 'unlocking':
    case 'checking':
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

/** Where nothing here helps there is still the list itself to go back to. */
function failedActions(view: ListView<At<'failed'>>): Actions {
  const {state, say, wishes} = view;
  const back = [say.back(), wishes.retry] as const;
  if (state.problem.code === 'vault_damaged') return destructive(say.discardDamaged(), wishes.discardDamaged, back);
  if (state.problem.code.startsWith('storage_')) return primary(say.retry(), wishes.retry);
  const offered = remedy(state.problem, {...view, page: wishes}, {retry: wishes.retry, leave: wishes.retry});
  const isEnough = remedyOf(state.problem) === 'retry' && state.problem.retryAt === undefined;
  return html`${offered} ${isEnough ? nothing : quiet(...back)}`;
}
