import {html, nothing, type TemplateResult} from 'lit';
import type {Problem} from '../../domain/problems.js';
import {formatWait} from '../../i18n/language.js';
import type {verifyMessages} from '../../i18n/messages/verify.js';
import type {View} from './screen.js';
import {timeRing} from './time-ring.js';

/** The one main action of a screen. */
export const primary = (text: string, act: () => void, disabled = false): TemplateResult =>
  html`<button
    type="button"
    class="primary"
    part="primary"
    ?disabled=${disabled}
    @click=${act}
    .textContent=${text}
  ></button>`;

/** An action beside it. */
export const quiet = (text: string, act: () => void, disabled = false): TemplateResult =>
  html`<button
    type="button"
    class="quiet-action"
    part="action"
    ?disabled=${disabled}
    @click=${act}
    .textContent=${text}
  ></button>`;

/** The way out of a screen. */
export const leave = (text: string, act: () => void): TemplateResult =>
  html`<button type="button" class="quiet-action leave" part="action" @click=${act} .textContent=${text}></button>`;

/** Tries again what failed; shut, and counting down, until the endpoint takes another try by the endpoint's clock. */
export const retryAfter = (
  {retryAt = 0}: Problem,
  {say, now, wholeWait}: Waiting & {readonly say: Pick<typeof verifyMessages, 'retry' | 'retryIn'>},
  retry: () => void,
): TemplateResult => {
  const wait = retryAt - now;
  return wait > 0
    ? html`<button
        type="button"
        class="primary wait ring"
        part="primary"
        disabled
        .style=${timeRing(wait, wholeWait(retryAt))}
        .textContent=${say.retryIn(formatWait(wait))}
      ></button>`
    : primary(say.retry(), retry);
};

/** Stands in place of what can be done only then. For the eye: a sentence beside it says so to the ear. */
export const waitPlate = (text: string, until: number, {now, wholeWait}: Waiting): TemplateResult =>
  html`<p
    class="wait ring"
    aria-hidden="true"
    .style=${timeRing(until - now, wholeWait(until))}
    .textContent=${text}
  ></p>`;

type Waiting = Pick<View<unknown, never>, 'now' | 'wholeWait'>;

/** Dials the broker's hot line, where the endpoint names one. @param isMain nothing else on the screen helps */
export const hotline = (
  number: string | undefined,
  say: Pick<typeof verifyMessages, 'callHotline'>,
  isMain = false,
): TemplateResult | typeof nothing =>
  number
    ? html`<a
        class=${isMain ? 'call primary' : 'call'}
        part=${isMain ? 'primary' : 'action'}
        href="tel:${number.replace(/[^+\d]/g, '')}"
        >${say.callHotline(number)}</a
      >`
    : nothing;
