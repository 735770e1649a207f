import {html, nothing, type TemplateResult} from 'lit';
import {isDeveloperProblem} from '../../domain/problems.js';
import {hotline, primary, quiet, retryAfter} from '../internal/buttons.js';
import type {CancelView} from './view.js';

type Actions = TemplateResult | typeof nothing;

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions({state, say, now, enrolls, wishes}: CancelView): Actions {
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
      return html`${isDeveloperProblem(state.problem) ? nothing : retryAfter(state.problem, now, say, wishes.retry)}
      ${dismiss}`;
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
