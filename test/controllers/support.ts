import {sendKeys} from '@web/test-runner-commands';
import {html, LitElement, type TemplateResult} from 'lit';
import {CodeFieldController} from '../../src/controllers/code-field.js';
import type {CodeFormat} from '../../src/domain/contract.js';
import {findCode} from '../../src/domain/message.js';
import {codeField} from '../../src/elements/internal/code-field.js';
import {cardStyles} from '../../src/styles/card.js';
import {codeFieldStyles} from '../../src/styles/code-field.js';
import {tokens} from '../../src/styles/tokens.js';

/** The least element that has a code field. */
export class FieldHost extends LitElement {
  format: CodeFormat = {length: 6, alphabet: 'digits'};
  visible = true;
  readonly completed: string[] = [];
  readonly entered: string[] = [];
  readonly field: CodeFieldController = new CodeFieldController(this, {
    onComplete: () => this.completed.push(this.field.view.value),
    onEnter: () => this.entered.push(this.field.view.value),
    findCode,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    this.field.setFormat(this.format);
    const {field, format} = this;
    return html`
      <label for="code">Code</label>
      <p id="hint"></p>
      ${
        this.visible
          ? codeField({
              field,
              format,
              describedBy: 'hint',
              invalid: field.view.refused,
              readonly: false,
              revealLabel: 'Show',
            })
          : ''
      }
    `;
  }
}
customElements.define('field-host', FieldHost);

class StyledFieldHost extends FieldHost {
  static override styles = [tokens, ...cardStyles, codeFieldStyles];
}
customElements.define('styled-field-host', StyledFieldHost);

/** The code field as a customer knows it: what he can do to it and what he sees. */
export class FieldModel {
  readonly host: FieldHost;

  constructor(host: FieldHost) {
    this.host = host;
  }

  get input(): HTMLInputElement {
    const input = this.host.renderRoot.querySelector<HTMLInputElement>('#code');
    if (!input) throw new Error('there is no field');
    return input;
  }

  get value(): string {
    return this.input.value;
  }

  get refused(): boolean {
    return this.host.field.view.refused;
  }

  get short(): boolean {
    return this.host.field.view.short;
  }

  get completed(): readonly string[] {
    return this.host.completed;
  }

  get caret(): readonly [number | null, number | null] {
    return [this.input.selectionStart, this.input.selectionEnd];
  }

  /** The slots' digits. */
  async painted(): Promise<string> {
    return (await this.#slots()).map((slot) => slot.textContent?.trim() ?? '').join('');
  }

  /** The places of the slots marked so. */
  async marked(mark: 'caret' | 'edit' | 'end' | 'selected'): Promise<number[]> {
    const slots = await this.#slots();
    return slots.flatMap((slot, index) => (slot.classList.contains(mark) ? [index] : []));
  }

  async #slots(): Promise<Element[]> {
    await this.host.updateComplete;
    return [...this.host.renderRoot.querySelectorAll('.slot')];
  }

  focus(): void {
    this.input.focus();
  }

  select(start: number, end = start): void {
    this.input.setSelectionRange(start, end);
  }

  /** Puts a text in place of the selection, as typing, pasting, dropping and the edit menu do. */
  insert(text: string): void {
    const [start, end] = this.caret;
    this.input.setRangeText(text, start ?? 0, end ?? 0, 'end');
    this.#input('insertText', text);
  }

  /**
   * Milliseconds that the field itself takes over a text that the browser has put into it; the least of five, so that
   * it is not the load of the machine.
   */
  timeOf(text: string): number {
    const times = Array.from({length: 5}, () => {
      this.host.field.clear();
      this.input.value = text;
      const start = performance.now();
      this.#input('insertFromPaste', null);
      return performance.now() - start;
    });
    return Math.min(...times);
  }

  /** Puts a whole text into the field, as autofill and password managers do. */
  autofill(text: string): void {
    this.input.value = text;
    this.#input('insertReplacementText', text);
    this.input.dispatchEvent(new Event('change', {bubbles: true}));
  }

  backspace(): void {
    const [start, end] = this.caret;
    const from = start === end ? Math.max(0, (start ?? 0) - 1) : (start ?? 0);
    this.input.setRangeText('', from, end ?? 0, 'end');
    this.#input('deleteContentBackward', null);
  }

  /** An input method shows what it is composing: in the field, but not yet meant. */
  compose(...texts: readonly string[]): void {
    this.input.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
    const at = this.input.value;
    for (const text of texts) {
      this.input.value = at + text;
      this.input.dispatchEvent(new CompositionEvent('compositionupdate', {bubbles: true, data: text}));
      this.#input('insertCompositionText', text, true);
    }
  }

  commit(): void {
    this.input.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
  }

  enter(init: KeyboardEventInit = {}): KeyboardEvent {
    const event = new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, ...init});
    this.input.dispatchEvent(event);
    return event;
  }

  #input(inputType: string, data: string | null, isComposing = false): void {
    this.input.dispatchEvent(new InputEvent('input', {bubbles: true, inputType, data, isComposing}));
  }
}

const hosts = new Set<Element>();
afterEach(() => {
  for (const host of hosts) host.remove();
  hosts.clear();
});

/** Presses a key together with Control. */
export async function withControl(key: string): Promise<void> {
  await sendKeys({down: 'Control'});
  await sendKeys({press: key});
  await sendKeys({up: 'Control'});
}

/** Whether a field gives back by Control+Z what was typed: the small browser of WebKitGTK has no such key. */
async function undoesByKey(): Promise<boolean> {
  const plain = document.createElement('input');
  document.body.append(plain);
  plain.focus();
  await sendKeys({type: 'a'});
  await withControl('z');
  const {value} = plain;
  if (value !== '') document.execCommand('undo');
  plain.remove();
  return value === '';
}

let hasUndoKey = true;
before(async () => {
  hasUndoKey = await undoesByKey();
});

/** Takes the last input back: by the key, or else as the edit menu does. */
export async function undo(): Promise<void> {
  if (hasUndoKey) await withControl('z');
  else document.execCommand('undo');
}

/** Gives it back. */
export async function redo(): Promise<void> {
  if (!hasUndoKey) return void document.execCommand('redo');
  await sendKeys({down: 'Control'});
  await sendKeys({down: 'Shift'});
  await sendKeys({press: 'Z'});
  await sendKeys({up: 'Shift'});
  await sendKeys({up: 'Control'});
}

/** Copies a text out of the page, as a customer copies it out of a message, and pastes it at the field's selection. */
export async function paste(field: FieldModel, text: string): Promise<void> {
  const message = document.createElement('textarea');
  message.value = text;
  field.host.before(message);
  message.select();
  message.focus();
  await withControl('c');
  message.remove();
  field.focus();
  await withControl('v');
}

/** A fresh code field on the page. */
export async function codeFieldModel(
  format: CodeFormat = {length: 6, alphabet: 'digits'},
  make = () => new FieldHost(),
): Promise<FieldModel> {
  const host = make();
  host.format = format;
  hosts.add(host);
  document.body.append(host);
  await host.updateComplete;
  return new FieldModel(host);
}

/** Resolves once what is on the page now has been painted. */
export const painted = (): Promise<unknown> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** A fresh code field that looks as customers see it, in a column of that many pixels. */
export async function styledField(format?: CodeFormat, width = 400): Promise<FieldModel> {
  const field = await codeFieldModel(format, () => new StyledFieldHost());
  field.host.style.cssText = `display: block; inline-size: ${width}px`;
  return field;
}
