import {html, nothing, type TemplateResult} from 'lit';
import {isDeveloperProblem, type Problem} from '../../domain/problems.js';
import {cancellable} from '../../flows/verify-cancellable.js';
import {formatWait} from '../../i18n/language.js';
import {hotline, primary, quiet} from '../internal/buttons.js';
import {resendAt, retryAt} from './timing.js';
import type {At, VerifyView} from './view.js';

type Actions = TemplateResult | typeof nothing;
type Asking = At<'code' | 'resending' | 'submitting'>;

/** What the customer can do on the screen: one main action, the others quiet. */
export function renderActions(view: VerifyView): Actions {
  const {state, say, wishes} = view;
  switch (state.step) {
    case 'code':
    case 'resending':
    case 'submitting': {
      const asking = {...view, state};
      if (view.asksPassword) return dismiss(view);
      return html`${confirm(asking)} ${resend(asking)} ${otherMethod(asking)} ${cancel(view)} ${dismiss(view)}`;
    }
    case 'outcome-unknown':
      return html`${primary(say.askAgain(), wishes.retry)} ${dismiss(view)}`;
    case 'failed': {
      const failed = {...view, state};
      return html`${retry(failed)} ${hotline(hotlineOf(failed), say)} ${cancel(view)} ${dismiss(view)}`;
    }
    case 'dismissed':
      return primary(say.newChallenge(), wishes.retry);
    case 'opening-cancel':
    case 'choosing-account':
    case 'choosing-method':
    case 'loading':
    case 'requesting':
    case 'checking':
      return dismiss(view);
    case 'cancelling':
    case 'idle':
    case 'verified':
      return nothing;
  }
}

function confirm({state, say, field, autoSubmit, wishes}: VerifyView<Asking>): Actions {
  // A whole code that did not go out by itself (cut, corrected, come during a resend) is the customer's to send.
  const sendsItself = state.step !== 'code' || !field.isComplete;
  if (autoSubmit && sendsItself && state.challenge.code.alphabet !== 'any') return nothing;
  return primary(say.confirm(), wishes.submit, state.step !== 'code' || !field.isComplete);
}

function resend({state, say, now, wishes}: VerifyView<Asking>): Actions {
  if (!('resendAt' in state.challenge)) return nothing;
  if (state.challenge.resendsLeft === 0) return quiet(say.noResendsLeft(), wishes.resend, true);
  const refusedUntil = retryAt(state) ?? 0;
  const wait = Math.max(resendAt(state) ?? 0, refusedUntil) - now;
  return wait > 0
    ? quiet(say.resendIn(formatWait(wait)), wishes.resend, true)
    : quiet(say.resend(), wishes.resend, state.step !== 'code');
}

const otherMethod = ({state, say, wishes}: VerifyView<Asking>): Actions =>
  state.status.methods.length < 2 ? nothing : quiet(say.otherMethod(), wishes.showMethods, state.step !== 'code');

function retry({state, say, now, wishes}: VerifyView<At<'failed'>>): Actions {
  if (isDeveloperProblem(state.problem)) return nothing;
  const wait = (retryAt(state) ?? 0) - now;
  if (wait > 0) return primary(say.retryIn(formatWait(wait)), wishes.retry, true);
  const again = state.retry.type === 'challenge' ? say.newChallenge() : say.retry();
  return isLocked(state.problem) ? quiet(again, wishes.retry) : primary(again, wishes.retry);
}

/** No end is known, so trying again is not what to do first: the hot line is. */
const isLocked = ({code, retryAt}: Problem): boolean =>
  retryAt === undefined && (code === 'account_locked' || code === 'device_locked');

const hotlineOf = ({state: {retry}}: VerifyView<At<'failed'>>): string | undefined =>
  retry.type === 'challenge' ? retry.status.policy.hotline : undefined;

/** Where KB-OTP is asked for, it can be given up too: the phone may be lost, or its list gone (F3). */
const cancel = ({state, say, wishes}: VerifyView): Actions =>
  cancellable(state) ? quiet(say.cancelKbOtp(), wishes.openCancel) : nothing;

const dismiss = ({say, wishes}: VerifyView): Actions => quiet(say.dismiss(), wishes.dismiss);
