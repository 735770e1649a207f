import {html, nothing, type TemplateResult} from 'lit';
import type {CodeFieldController} from '../../controllers/code-field.js';
import type {CodeFormat} from '../../domain/contract.js';
import {eye} from './icons.js';
import {slots} from './slots.js';

export interface CodeFieldOptions {
  readonly field: CodeFieldController;
  readonly format: CodeFormat;
  /** Ids of what describes the field, separated by spaces. */
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly readonly: boolean;
  /** A password of digits: painted as dots, for password managers one of these. */
  readonly secret?: 'new-password' | 'current-password';
  /** It is no code that was sent, or that a browser could know. */
  readonly unknown?: boolean;
  /** Name of the toggle that shows a static password. */
  readonly revealLabel?: string;
}

/**
 * One real input, labelled by the view through its id `code`; for codes of a known length it lies, transparent, over
 * slots that are painted.
 */
export const codeField = (options: CodeFieldOptions): TemplateResult =>
  options.format.alphabet === 'any' ? passwordField(options) : slottedField(options);

const slottedField = (options: CodeFieldOptions) => {
  const {field, format, describedBy, readonly, secret, unknown} = options;
  const invalid = isInvalid(options);
  const digits = format.alphabet === 'digits';
  return html`
    <div class="room">
      <div
        class="field${invalid ? ' invalid' : ''}${secret ? ' secret' : ''}${readonly ? ' still' : ''}"
        part="field"
        .style=${`--_count:${format.length}`}
      >
        <div class="slots" translate="no" aria-hidden="true" ${slots(field, format.length, secret !== undefined)}></div>
        <input
          id="code"
          part="input"
          type=${secret ? 'password' : 'text'}
          inputmode=${digits ? 'numeric' : 'text'}
          pattern=${digits ? '[0-9]*' : nothing}
          autocomplete=${unknown ? 'off' : (secret ?? 'one-time-code')}
          autocapitalize="off"
          autocorrect="off"
          spellcheck="false"
          translate="no"
          dir="ltr"
          aria-describedby=${describedBy}
          aria-invalid=${invalid ? 'true' : nothing}
          ?readonly=${readonly}
          @beforeinput=${field.handleBeforeInput}
          @input=${field.handleInput}
          @change=${field.handleInput}
          @compositionend=${field.handleCompositionEnd}
          @keydown=${field.handleKeydown}
          @selectionchange=${field.followSelection}
          @focus=${field.handleFocus}
          @blur=${field.handleBlur}
        />
      </div>
    </div>
  `;
};

const isInvalid = ({field: {view}, invalid}: CodeFieldOptions) => invalid || view.refused || view.short;

const passwordField = (options: CodeFieldOptions) => {
  const {field, describedBy, readonly, revealLabel} = options;
  const invalid = isInvalid(options);
  return html`
    <div class="room">
      <div class="field plain${invalid ? ' invalid' : ''}" part="field">
        <input
          id="code"
          part="input"
          type=${field.view.revealed ? 'text' : 'password'}
          autocomplete="current-password"
          autocapitalize="off"
          autocorrect="off"
          spellcheck="false"
          translate="no"
          dir="ltr"
          aria-describedby=${describedBy}
          aria-invalid=${invalid ? 'true' : nothing}
          ?readonly=${readonly}
          @input=${field.handleInput}
          @change=${field.handleInput}
          @keydown=${field.handleKeydown}
        />
        <button
          type="button"
          class="reveal"
          part="reveal"
          aria-pressed=${field.view.revealed}
          aria-label=${revealLabel ?? nothing}
          @click=${field.toggleReveal}
        >
          ${eye}
        </button>
      </div>
    </div>
  `;
};
