import {html, type TemplateResult} from 'lit';

/** The way back from a question, as high as what answers it. */
export const wayBack = (text: string, act: () => void): TemplateResult =>
  html`<button type="button" class="quiet-action way-back" part="action" @click=${act}>${text}</button>`;

/** What can't be undone, never in the main action's color. */
export const irrevocable = (text: string, act: () => void, disabled = false): TemplateResult =>
  html`<button type="button" class="destructive" part="destructive" ?disabled=${disabled} @click=${act}>
    ${text}
  </button>`;

/** What can't be undone, in words of its own, after the way back, which has the first focus. */
export const destructive = (
  text: string,
  act: () => void,
  back: readonly [text: string, act: () => void],
  disabled = false,
): TemplateResult => html`${wayBack(...back)} ${irrevocable(text, act, disabled)}`;
