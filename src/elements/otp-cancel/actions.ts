import {html, nothing, type TemplateResult} from 'lit';
import {hotline, primary, quiet} from '../internal/buttons.js';
import {remedyOrLeave} from '../internal/remedy.js';
import type {CancelView} from './view.js';

type Actions = TemplateResult | typeof nothing;

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions(view: CancelView): Actions {
  const {state, say, enrolls, wishes} = view;
  const dismiss = quiet(say.dismiss(), wishes.dismiss);
  const enroll = enrolls ? primary(say.enrollAgain(), wishes.enroll) : nothing;
  switch (state.step) {
    case 'consequences':
      return html`${primary(say.cancelTitle(), wishes.proceed)} ${quiet(say.keepKbOtp(), wishes.dismiss)}`;
    case 'unavailable':
      return html`${hotline(state.status.policy.hotline, say)} ${dismiss}`;
    case 'not-enrolled':
      return html`${enroll} ${dismiss}`;
    case 'done':
      return html`${enroll} ${state.cleaned ? nothing : quiet(say.cleanUp(), wishes.cleanUp)}`;
    case 'outcome-unknown':
      return html`${primary(say.askAgain(), wishes.retry)} ${dismiss}`;
    case 'failed':
      return remedyOrLeave(state.problem, {...view, page: wishes}, {retry: wishes.retry, leave: wishes.dismiss}, say.dismiss());
    case 'dismissed':
      return state.obstacle ? nothing : primary(say.cancelTitle(), wishes.retry);
    case 'choosing-account':
    case 'loading':
    case 'cancelling':
    case 'checking':
    case 'cleaning':
      return dismiss;
    case 'idle':
    case 'proving':
      return nothing;
  }
}
