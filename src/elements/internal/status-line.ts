import {html, isServer, nothing, type TemplateResult} from 'lit';
import {spinner, tick, warning} from './icons.js';

/** What the status line says: one sentence and how it is meant. */
export interface Status {
  readonly tone: 'quiet' | 'busy' | 'danger' | 'success';
  readonly text: string;
  /** Said once in place of a text that counts the seconds: nobody wants to hear each of them. */
  readonly spoken?: string;
}

/**
 * Before an element has begun. A server begins nothing: what it draws says, by `waiting`, what the page will do first.
 */
export const notBegun = (waiting: string): Status =>
  isServer ? {tone: 'busy', text: waiting} : {tone: 'quiet', text: ''};

const icons = {quiet: nothing, busy: spinner, danger: warning, success: tick};

/**
 * Always in the page, so that what changes in it is announced; its height is reserved. Alone on a screen it fills it.
 * A hint stands in its place as long as it says nothing, and describes the field all the time.
 */
export const statusLine = (
  {tone, text, spoken}: Status,
  {alone = false, hint, aid}: {readonly alone?: boolean; readonly hint?: unknown; readonly aid?: unknown} = {},
): TemplateResult => html`
  <div class=${`say ${tone}${alone && text ? ' alone' : ''}`}>
    <p class=${text ? 'unseen' : 'hint'} part="hint" id="hint" ?hidden=${!hint}>${hint}</p>
    <p class=${`status ${tone}`} part="status" id="status" role="status">
      ${text || spoken ? sentence({tone, text}, spoken) : nothing}
    </p>
    ${aid}
  </div>
`;

const sentence = ({tone, text}: Status, spoken: string | undefined) =>
  html`${icons[tone]}<span aria-hidden=${spoken ? 'true' : nothing}>${text}</span>${
      spoken ? html`<span class="unseen">${spoken}</span>` : nothing
    }`;
