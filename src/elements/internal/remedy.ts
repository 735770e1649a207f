import {html, nothing, type TemplateResult} from 'lit';
import {remedyOf, type Problem, type Remedy} from '../../domain/problems.js';
import {OtpSessionExpiredEvent} from '../../events.js';
import type {verifyMessages} from '../../i18n/messages/verify.js';
import {primary, quiet, retryAfter} from './buttons.js';

type Words = 'retry' | 'retryIn' | 'newChallenge' | 'signInAgain' | 'reloadPage' | 'lowerAmount';

/** What a customer can do about a problem. */
export interface RemedyWishes {
  readonly retry: () => void;
  readonly dismiss: () => void;
  /** Tells the host page once more that its session is over. */
  readonly signIn: () => void;
  readonly reload: () => void;
}

interface RemedyView {
  readonly say: Pick<typeof verifyMessages, Words>;
  /** Epoch milliseconds, endpoint time. */
  readonly now: number;
  readonly wishes: RemedyWishes;
}

/** The wishes that are no flow's, but the page's. */
export const pageWishes = (host: HTMLElement): Pick<RemedyWishes, 'signIn' | 'reload'> => ({
  signIn: () => void host.dispatchEvent(new OtpSessionExpiredEvent()),
  reload: () => host.ownerDocument.defaultView?.location.reload(),
});

const offers: Partial<Record<Remedy, (view: RemedyView, problem: Problem) => TemplateResult>> = {
  retry: ({say, now, wishes}, problem) => retryAfter(problem, now, say, wishes.retry),
  wait: ({say, wishes}) => quiet(say.retry(), wishes.retry),
  'verify-again': ({say, wishes}) => primary(say.newChallenge(), wishes.retry),
  reload: ({say, wishes}) => primary(say.reloadPage(), wishes.reload),
  'sign-in': ({say, wishes}) => primary(say.signInAgain(), wishes.signIn),
  edit: ({say, wishes}) => primary(say.lowerAmount(), wishes.dismiss),
};

/** The button that does what the problem's message says; none where nothing on this page helps. */
export const remedy = (problem: Problem, view: RemedyView): TemplateResult | typeof nothing =>
  offers[remedyOf(problem)]?.(view, problem) ?? nothing;

/** It, and how to leave. To edit the transaction is to leave. */
export const remedyOrLeave = (problem: Problem, view: RemedyView, leave: string): TemplateResult =>
  html`${remedy(problem, view)} ${remedyOf(problem) === 'edit' ? nothing : quiet(leave, view.wishes.dismiss)}`;
