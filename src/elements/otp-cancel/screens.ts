import {html, nothing, type TemplateResult} from 'lit';
import {maskAccount} from '../../domain/masks.js';
import {choices} from '../internal/choices.js';
import {methodLabel} from './texts.js';
import type {At, CancelView} from './view.js';

type Screen = TemplateResult | typeof nothing;

/** What stands above the status line. */
export function renderScreen(view: CancelView): Screen {
  const {state, say, wishes} = view;
  switch (state.step) {
    case 'choosing-account': {
      const {accounts} = state.request;
      return choices(say.chooseAccount(), accounts, (number) => ({label: maskAccount(number)}), wishes.chooseAccount);
    }
    case 'consequences':
      return consequences({...view, state});
    case 'proving':
      return html`${heading(say.cancelProve())} ${view.proof(state.account)}`;
    case 'unavailable':
      return html`${heading(say.cancelTitle())} ${accountLine({...view, state})}
        <p>${say.cancelVisit()}</p>`;
    case 'done':
      return heading(say.cancelTitle());
    case 'idle':
    case 'loading':
    case 'not-enrolled':
    case 'cancelling':
    case 'checking':
    case 'outcome-unknown':
    case 'cleaning':
    case 'failed':
    case 'dismissed':
      return nothing;
  }
}

const heading = (text: string) => html`<h2 class="heading" part="heading">${text}</h2>`;

const accountLine = ({state, say}: CancelView<At<'consequences' | 'unavailable'>>) =>
  html`<p class="account" part="account"><bdi>${say.account(state.status.accountLabel)}</bdi></p>`;

/** Everything that will be otherwise afterwards, before anything is asked. */
function consequences(view: CancelView<At<'consequences'>>): Screen {
  const {state, say, language} = view;
  const {kbOtp, derivatives} = state.status;
  const lines = [
    say.consequenceMethod(methodLabel(state.status, language)),
    kbOtp.device ? say.consequenceCodes(kbOtp.device.name) : say.consequenceCodesAnywhere(),
    ...(derivatives?.synchronized ? [say.consequenceDerivatives()] : []),
    say.consequenceReturn(),
  ];
  return html`
    ${heading(say.cancelTitle())} ${accountLine(view)}
    <ul class="consequences" part="consequences">
      ${lines.map((line) => html`<li><bdi>${line}</bdi></li>`)}
    </ul>
  `;
}

/** What is left to do, below the line that says how it went. */
export function renderSequel({state, say}: CancelView): Screen {
  if (state.step !== 'done') return nothing;
  return html`
    <p>${say.afterCancel()}</p>
    ${state.cleaned ? nothing : html`<p class="notice" part="notice">${say.notCleaned()}</p>`}
  `;
}
