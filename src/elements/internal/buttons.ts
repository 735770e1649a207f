import {html, nothing, type TemplateResult} from 'lit';
import type {verifyMessages} from '../../i18n/messages/verify.js';

/** The one main action of a screen. */
export const primary = (text: string, act: () => void, disabled = false): TemplateResult =>
  html`<button type="button" class="primary" part="primary" ?disabled=${disabled} @click=${act}>${text}</button>`;

/** An action beside it. */
export const quiet = (text: string, act: () => void, disabled = false): TemplateResult =>
  html`<button type="button" class="quiet-action" part="action" ?disabled=${disabled} @click=${act}>${text}</button>`;

/** Dials the broker's hot line, where the endpoint names one. */
export const hotline = (
  number: string | undefined,
  say: Pick<typeof verifyMessages, 'callHotline'>,
): TemplateResult | typeof nothing =>
  number
    ? html`<a class="call" part="action" href="tel:${number.replace(/[^+\d]/g, '')}">${say.callHotline(number)}</a>`
    : nothing;
