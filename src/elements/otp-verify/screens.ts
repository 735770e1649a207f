import {html, nothing, type TemplateResult} from 'lit';
import {epoch, type Method} from '../../domain/contract.js';
import {maskAccount} from '../../domain/masks.js';
import {formatTime} from '../../i18n/language.js';
import {codeField} from '../internal/code-field.js';
import {choices} from '../internal/choices.js';
import {account, purpose} from './fragments.js';
import {mayMakeCode, renderCancellation, renderDeviceCode} from './nested.js';
import {codeHint, codeLabel} from './texts.js';
import {lastSeconds} from './timing.js';
import type {At, VerifyView} from './view.js';

type Screen = TemplateResult | typeof nothing;

/** What stands above the status line. */
export function renderScreen(view: VerifyView): Screen {
  const {state, say, language, wishes} = view;
  switch (state.step) {
    case 'choosing-account':
      return choices(
        say.chooseAccount(),
        state.request.accounts,
        (number) => ({label: maskAccount(number)}),
        wishes.chooseAccount,
      );
    case 'choosing-method': {
      const describe = ({label, target}: Method) => ({label: label[language], note: target});
      return choices(say.chooseMethod(), state.status.methods, describe, ({id}) => wishes.chooseMethod(id));
    }
    case 'code':
    case 'resending':
    case 'submitting':
    case 'checking':
      return codeScreen({...view, state});
    case 'outcome-unknown':
      return html`${purpose(state.challenge.display, language)}
      ${account(state.challenge.accountLabel, state.challenge.channel, say)}`;
    case 'cancelling':
      return renderCancellation(state, view.nested);
    case 'opening-cancel':
    case 'idle':
    case 'loading':
    case 'requesting':
    case 'verified':
    case 'dismissed':
    case 'failed':
      return nothing;
  }
}

type Asking = VerifyView<At<'code' | 'resending' | 'submitting' | 'checking'>>;

function codeScreen(view: Asking): Screen {
  const {state, say, language, asksPassword} = view;
  const {challenge} = state;
  return html`
    ${purpose(challenge.display, language)} ${account(challenge.accountLabel, challenge.channel, say)}
    ${asksPassword ? nothing : askForCode(view)} ${mayMakeCode(state) ? renderDeviceCode(state, view.nested) : nothing}
  `;
}

function askForCode({state, say, language, now, field}: Asking): Screen {
  const {challenge} = state;
  const seconds = lastSeconds(state, now);
  return html`
    <div class="ask">
      <label for="code" part="label">${codeLabel(challenge, say, language)}</label>
      <p class="hint" part="hint" id="hint">
        <bdi>${codeHint(challenge, say)}</bdi>
        <span class="unseen">${say.validUntil(formatTime(epoch(challenge.expiresAt), language))}</span>
      </p>
    </div>
    ${codeField({
      field,
      format: challenge.code,
      describedBy: 'hint status',
      invalid: state.step === 'code' && state.remark.type === 'problem',
      readonly: state.step !== 'code' && state.step !== 'resending',
      revealLabel: say.showPassword(),
    })}
    <div aria-hidden="true">
      <div class="time" part="time"><div class="bar"></div></div>
      <p class="seconds">${seconds === null ? nothing : say.timeLeft(seconds)}</p>
    </div>
  `;
}
