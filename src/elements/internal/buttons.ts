import {html, nothing, type TemplateResult} from 'lit';
import type {Problem} from '../../domain/problems.js';
import {formatWait} from '../../i18n/language.js';
import type {verifyMessages} from '../../i18n/messages/verify.js';

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

/** Tries again what failed; shut, and counting down, until the endpoint takes another try (`now`: endpoint time). */
export const retryAfter = (
  {retryAt = 0}: Problem,
  now: number,
  say: Pick<typeof verifyMessages, 'retry' | 'retryIn'>,
  retry: () => void,
): TemplateResult => {
  const wait = retryAt - now;
  return primary(wait > 0 ? say.retryIn(formatWait(wait)) : say.retry(), retry, wait > 0);
};

/** Dials the broker's hot line, where the endpoint names one. */
export const hotline = (
  number: string | undefined,
  say: Pick<typeof verifyMessages, 'callHotline'>,
): TemplateResult | typeof nothing =>
  number
    ? html`<a class="call" part="action" href="tel:${number.replace(/[^+\d]/g, '')}">${say.callHotline(number)}</a>`
    : nothing;
