import {html, nothing, type TemplateResult} from 'lit';
import {primary, quiet} from '../internal/buttons.js';
import type {DeviceCodeView} from './view.js';

/** What the customer can do in the view: one main action, the others quiet. */
export function renderActions({state, say, field, wishes}: DeviceCodeView): TemplateResult | typeof nothing {
  const back = quiet(say.typeInstead(), wishes.back);
  switch (state.step) {
    case 'offered':
      return primary(say.useThisDevice(), wishes.use);
    case 'asking':
      return html`
        ${primary(say.unlockAndUse(), wishes.submitPassword, !field.isComplete)}
        ${state.list.passkey ? quiet(say.useBiometrics(), wishes.unlockByPasskey) : nothing} ${back}
      `;
    case 'unlocking':
    case 'waiting':
    case 'making':
      return back;
    case 'handed':
    case 'idle':
    case 'looking':
    case 'absent':
    case 'superseded':
    case 'disabled':
      return nothing;
  }
}
