import {html, type TemplateResult} from 'lit';

/** The one main action of a screen. */
export const primary = (text: string, act: () => void, disabled = false): TemplateResult =>
  html`<button type="button" class="primary" part="primary" ?disabled=${disabled} @click=${act}>${text}</button>`;

/** An action beside it. */
export const quiet = (text: string, act: () => void, disabled = false): TemplateResult =>
  html`<button type="button" class="quiet-action" part="action" ?disabled=${disabled} @click=${act}>${text}</button>`;
