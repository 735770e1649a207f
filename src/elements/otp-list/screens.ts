import {html, nothing, type TemplateResult} from 'lit';
import {isGone, type DeviceListEntry} from '../../domain/device-list.js';
import type {ProvenTask} from '../../flows/list-state.js';
import {quiet} from '../internal/buttons.js';
import {passwordForm} from '../internal/password-form.js';
import type {ListTexts} from './texts.js';
import type {At, ListView} from './view.js';

type Screen = TemplateResult | typeof nothing;

/** What stands above the status line. */
export function renderScreen(view: ListView): Screen {
  const {state, say, field, passwordDigits: digits} = view;
  switch (state.step) {
    case 'locked':
    case 'unlocking': {
      const label = say.password();
      const invalid = state.step === 'locked' && state.problem !== null;
      const hint = state.list.entries.map(({accountLabel}) => accountLabel).join(' · ');
      const busy = state.step === 'unlocking';
      return html`${heading(say.listTitle())}
      ${passwordForm({field, digits, label, hint, purpose: 'current-password', invalid, busy})}`;
    }
    case 'proving':
    case 'checking': {
      const [label, hint] = [say.passwordPresent(), provenFor[state.task](say)];
      const invalid = state.step === 'proving' && state.problem !== null;
      const busy = state.step === 'checking';
      return passwordForm({field, digits, label, hint, purpose: 'current-password', invalid, busy});
    }
    case 'offering-passkey':
      return html`${heading(say.addPasskey())}
        <p>${say.passkeyNext()}</p>`;
    case 'open':
    case 'working':
      return html`${heading(say.listTitle())}
        ${
          view.unconfirmed === null
            ? nothing
            : html`<p class="notice" part="notice" role="alert">${say.unconfirmed(view.unconfirmed)}</p>`
        }
        <ul class="entries" part="entries">
          ${state.list.entries.map((entry) => renderEntry(entry, view))}
        </ul>`;
    case 'adding':
      return view.registration();
    case 'confirming-removal':
      return confirmRemoval({...view, state});
    case 'creating-password': {
      const [label, hint] = [say.passwordNew(), say.passwordNewHint(digits)];
      return passwordForm({field, digits, label, hint, purpose: 'new-password', invalid: state.refusals.length > 0});
    }
    case 'confirming-password': {
      const [label, hint] = [say.passwordAgain(), say.passwordAgainHint()];
      return passwordForm({field, digits, label, hint, purpose: 'new-password', invalid: state.mismatch});
    }
    case 'forgot':
      return forgot({...view, state});
    case 'idle':
    case 'loading':
    case 'empty':
    case 'disabled':
    case 'resetting':
    case 'reset-done':
    case 'failed':
      return nothing;
  }
}

const provenFor: Readonly<Record<ProvenTask, (say: ListTexts) => string>> = {
  password: (say) => say.provePassword(),
  passkey: (say) => say.provePasskey(),
};

const heading = (text: string) => html`<h2 class="heading" part="heading">${text}</h2>`;

function renderEntry(entry: DeviceListEntry, view: ListView): TemplateResult {
  const {say, wishes, state} = view;
  const {account, accountLabel, name, derivatives} = entry;
  const idle = state.step === 'open';
  return html`
    <li class="entry" part="entry">
      <span class="entry-name">
        ${name ? html`<bdi>${name}</bdi> · ` : nothing}<bdi>${accountLabel}</bdi>
        ${derivatives ? html`<span class="mark" part="mark">${say.derivatives()}</span>` : nothing}
      </span>
      ${entry.state === 'active' ? liveCode(entry, view) : html`<p class="entry-note">${noteOn(entry, view)}</p>`}
      <span class="entry-actions">
        ${entry.state === 'active' ? quiet(say.copy(), () => wishes.copy(account), !idle) : nothing}
        ${quiet(say.remove(), () => wishes.askRemoval(account), !idle)}
      </span>
      ${
        entry.state === 'active'
          ? html`<div class="time" part="time" aria-hidden="true"><div class="bar" data-account=${account}></div></div>`
          : nothing
      }
    </li>
  `;
}

/** Painted in two groups for the eye; for the ear, digit by digit with the seconds that were left. */
function liveCode({account}: DeviceListEntry, {codes, say, now}: ListView): TemplateResult {
  const live = codes.of(account);
  const code = live?.code ?? '';
  const half = Math.ceil(code.length / 2);
  const seconds = live ? Math.max(0, Math.ceil((live.until - now) / 1000)) : 0;
  return html`
    <span class="entry-code" part="code" translate="no" dir="ltr">
      <span aria-hidden="true">${code ? `${code.slice(0, half)} ${code.slice(half)}` : '··· ···'}</span>
      <span class="unseen">${code ? say.codeOf([...code].join(' '), seconds) : nothing}</span>
    </span>
  `;
}

const noteOn = (entry: DeviceListEntry, {say}: ListView): string => {
  if (entry.state === 'superseded') return say.superseded();
  if (entry.state === 'cancelled') return say.cancelledEntry();
  return isGone(entry) ? say.gone() : say.pendingEntry();
};

const confirmRemoval = ({state, say}: ListView<At<'confirming-removal'>>): Screen => {
  const label = state.list.entries.find(({account}) => account === state.account)?.accountLabel ?? '';
  return html`${heading(say.removeAccount(label))}
    <p>${say.removeConsequence()}</p>`;
};

const forgot = (view: ListView<At<'forgot'>>): Screen => {
  const {state, say} = view;
  return html`
    ${heading(say.forgotTitle())}
    <p>${say.forgotWarning()}</p>
    <ul class="doomed">
      ${state.list.entries.map(({accountLabel}) => html`<li><bdi>${accountLabel}</bdi></li>`)}
    </ul>
    ${state.asked === 2 ? secondQuestion(view) : nothing}
  `;
};

const secondQuestion = ({say, understood, wishes}: ListView): TemplateResult => html`
  <p class="notice" part="notice">${say.forgotSure()}</p>
  <p>${say.forgotKeeps()}</p>
  <label class="tick">
    <input
      type="checkbox"
      .checked=${understood}
      @change=${({target}: Event) => wishes.understand((target as HTMLInputElement).checked)}
    />
    <span>${say.forgotTick()}</span>
  </label>
`;
