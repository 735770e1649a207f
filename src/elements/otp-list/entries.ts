import {html, nothing, type TemplateResult} from 'lit';
import {isEnding, type LiveCode} from '../../controllers/live-codes.js';
import {isGone} from '../../domain/device-list.js';
import type {AccountOnDevice} from '../../domain/vault-record.js';
import {quiet} from '../internal/buttons.js';
import {timeRing} from '../internal/time-ring.js';
import type {ListView} from './screens.js';

/** The accounts of the open list. @param idle nothing is being done to it that would have to end first */
export const entries = (all: readonly AccountOnDevice[], view: ListView, idle: boolean): TemplateResult => html`
  <ul class="entries" part="entries">
    ${all.map((entry) => renderEntry(entry, view, idle))}
  </ul>
`;

function renderEntry(entry: AccountOnDevice, view: ListView, idle: boolean): TemplateResult {
  const {say, send} = view;
  const {account, accountLabel, name, derivatives} = entry;
  return html`
    <li class="entry" part="entry">
      <span class="entry-name">
        ${name ? html`<bdi class="name">${name}</bdi> ` : nothing}<bdi>${accountLabel}</bdi>
        ${derivatives ? html`<span class="mark" part="mark">${say.derivatives()}</span>` : nothing}
      </span>
      <details class="menu">
        <summary class="quiet-action" part="action" aria-label=${say.entryMenu(accountLabel)}>⋯</summary>
        ${quiet(say.remove(), () => send({type: 'ask-removal', account}), !idle)}
      </details>
      ${entry.state === 'active' ? liveCode(entry, view, idle) : html`<p class="entry-note">${noteOn(entry, view)}</p>`}
    </li>
  `;
}

/** Painted in two groups for the eye; for the ear, digit by digit with the seconds that were left. */
function liveCode(entry: AccountOnDevice, view: ListView, idle: boolean): TemplateResult {
  const {account} = entry;
  const {codes, now, isRevealed} = view;
  const live = codes.of(account);
  return html`
    <div class="live">
      ${isRevealed(account) ? shownCode(live, view) : hiddenCode(entry, view)} ${copyOf(account, view, idle)}
      ${live ? clock(live, now) : nothing}
    </div>
  `;
}

function shownCode(live: LiveCode | null, {say, now}: ListView): TemplateResult {
  const code = live?.code ?? '';
  const seconds = live ? Math.max(0, Math.ceil((live.until - now) / 1000)) : 0;
  return html`<span class="entry-code" part="code" translate="no" dir="ltr">
    <span aria-hidden="true">${code ? grouped(code) : '··· ···'}</span>
    <span class="unseen">${code ? say.codeOf([...code].join(' '), seconds) : nothing}</span>
  </span>`;
}

const hiddenCode = ({account, accountLabel}: AccountOnDevice, {say, reveal}: ListView): TemplateResult => html`
  <button
    type="button"
    class="entry-code"
    part="code"
    aria-label=${say.showCode(accountLabel)}
    @click=${() => reveal(account)}
  >
    ••• •••
  </button>
`;

const grouped = (code: string): string => {
  const half = Math.ceil(code.length / 2);
  return `${code.slice(0, half)} ${code.slice(half)}`;
};

/** One place beside the code: how to copy it, that it was, and at its end the next one, which is copied then. */
function copyOf(account: string, {codes, say, now, copy, copied, isRevealed}: ListView, idle: boolean): TemplateResult {
  const live = codes.of(account);
  const next = live && isEnding(live, now) && isRevealed(account) ? live.next : '';
  return html`<span class="side">
    <button type="button" class="quiet-action copy" part="action" ?disabled=${!idle} @click=${() => copy(account)}>
      ${account === copied ? html`<span class="success">${say.copiedHere()}</span>` : say.copy()}
    </button>
    ${next ? html`<span class="next" translate="no" dir="ltr">${say.nextCode(grouped(next))}</span>` : nothing}
  </span>`;
}

/** The seconds that the code has left, in a ring. */
function clock(live: LiveCode, now: number): TemplateResult {
  const {from, until} = live;
  const left = Math.max(0, until - now);
  return html`<span
    class=${isEnding(live, now) ? 'clock ring low' : 'clock ring'}
    part="time"
    aria-hidden="true"
    .style=${timeRing(left, until - from)}
    >${Math.ceil(left / 1000)}</span
  >`;
}

const noteOn = (entry: AccountOnDevice, {say}: ListView): string => {
  if (entry.state === 'superseded') return say.superseded();
  if (entry.state === 'cancelled') return say.cancelledEntry();
  return isGone(entry) ? say.gone() : say.pendingEntry();
};
