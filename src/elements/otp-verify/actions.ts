import {html, nothing, type TemplateResult} from 'lit';
import {remedyOf, type Remedy} from '../../domain/problems.js';
import {cancellable} from '../../flows/verify-cancellable.js';
import {formatWait} from '../../i18n/language.js';
import {hotline, primary, quiet} from '../internal/buttons.js';
import {remedy} from '../internal/remedy.js';
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
    case 'failed':
      return failed({...view, state});
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

/**
 * The broker is called where nobody else can help, or a lock need not be waited for; KB-OTP is given up only where it
 * is what stands in the way.
 */
function failed(view: VerifyView<At<'failed'>>): Actions {
  const {state, say} = view;
  const who = remedyOf(state.problem);
  const isForBroker = who === 'broker' || state.problem.code === 'account_locked';
  const number = isForBroker && state.retry.type === 'challenge' ? state.retry.status.policy.hotline : undefined;
  return html`${remedy(state.problem, {...view, page: view.wishes}, {retry: view.wishes.retry, leave: view.wishes.dismiss})} ${hotline(number, say)} ${elsewhere.has(who) ? nothing : cancel(view)}
  ${who === 'edit' ? nothing : dismiss(view)}`;
}

/** What can be done about it is not done on this screen. */
const elsewhere: ReadonlySet<Remedy> = new Set(['sign-in', 'step-up', 'reload', 'edit', 'developer']);

/** Where KB-OTP is asked for, it can be given up too: the phone may be lost, or its list gone (F3). */
const cancel = ({state, say, wishes}: VerifyView): Actions =>
  cancellable(state) ? quiet(say.cancelKbOtp(), wishes.openCancel) : nothing;

const dismiss = ({say, wishes}: VerifyView): Actions => quiet(say.dismiss(), wishes.dismiss);
