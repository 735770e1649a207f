import {html, nothing, type TemplateResult} from 'lit';
import type {LiveCode} from '../../controllers/live-codes.js';
import {isGone} from '../../domain/device-list.js';
import type {AccountOnDevice} from '../../domain/vault-record.js';
import {quiet} from '../internal/buttons.js';
import {timeRing} from '../internal/time-ring.js';
import type {ListView} from './screens.js';

/** Milliseconds before its end from which a code's time stands out. */
const LAST_SECONDS = 5000;

/** The accounts of the open list. @param idle nothing is being done to it that would have to end first */
export const entries = (all: readonly AccountOnDevice[], view: ListView, idle: boolean): TemplateResult => html`
  <ul class="entries" part="entries">
    ${all.map((entry) => renderEntry(entry, view, idle))}
  </ul>
`;

function renderEntry(entry: AccountOnDevice, view: ListView, idle: boolean): TemplateResult {
  const {say, send, copy} = view;
  const {account, accountLabel, name, derivatives} = entry;
  const isActive = entry.state === 'active';
  return html`
    <li class="entry" part="entry">
      <span class="entry-name">
        ${name ? html`<bdi>${name}</bdi> · ` : nothing}<bdi>${accountLabel}</bdi>
        ${derivatives ? html`<span class="mark" part="mark">${say.derivatives()}</span>` : nothing}
      </span>
      ${isActive ? liveCode(entry, view) : html`<p class="entry-note">${noteOn(entry, view)}</p>`}
      <span class="entry-actions">
        ${isActive ? quiet(say.copy(), () => copy(account), !idle) : nothing}
        ${quiet(say.remove(), () => send({type: 'ask-removal', account}), !idle)}
      </span>
    </li>
  `;
}

/** Painted in two groups for the eye; for the ear, digit by digit with the seconds that were left. */
function liveCode({account}: AccountOnDevice, {codes, say, now}: ListView): TemplateResult {
  const live = codes.of(account);
  const code = live?.code ?? '';
  const half = Math.ceil(code.length / 2);
  const seconds = live ? Math.max(0, Math.ceil((live.until - now) / 1000)) : 0;
  return html`
    <span class="entry-code" part="code" translate="no" dir="ltr">
      <span aria-hidden="true">${code ? `${code.slice(0, half)} ${code.slice(half)}` : '··· ···'}</span>
      <span class="unseen">${code ? say.codeOf([...code].join(' '), seconds) : nothing}</span>
    </span>
    ${live ? clock(live, now) : nothing}
  `;
}

/** The seconds that the code has left, in a ring. */
function clock({from, until}: LiveCode, now: number): TemplateResult {
  const left = Math.max(0, until - now);
  return html`<span
    class=${left <= LAST_SECONDS ? 'clock ring low' : 'clock ring'}
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
