import type {ReactiveElement} from 'lit';
import {isCompleteCode, normalizeCode} from '../domain/code.js';
import type {CodeFormat} from '../domain/contract.js';

export interface CodeFieldListener {
  /** The last missing character has come; called once for each time the field fills up. */
  readonly onComplete: () => void;
  /** The customer asks to send (Enter). */
  readonly onEnter: () => void;
}

/** What the slots paint. */
export interface CodeFieldView {
  readonly value: string;
  /** Start and end of the selection in characters, or null while the field has no focus. */
  readonly selection: readonly [number, number] | null;
  /** The last input held something that can't be part of a code; the field kept what it had. */
  readonly refused: boolean;
  /** A static password is shown as typed. */
  readonly revealed: boolean;
}

const empty: CodeFieldView = {value: '', selection: null, refused: false, revealed: false};

/**
 * Owns what the one real `<input>` holds: what counts as input, where the caret is, when the code is complete.
 * Does not own the look (the slots are painted by the element's view), what a complete code leads to, or any verdict.
 * The code lives here and in the input only; it is never an attribute and never part of an event.
 */
export class CodeFieldController {
  readonly #host: ReactiveElement;
  readonly #listener: CodeFieldListener;
  #format: CodeFormat = {length: 6, alphabet: 'digits'};
  #composing = false;
  #view: CodeFieldView = empty;

  constructor(host: ReactiveElement, listener: CodeFieldListener) {
    this.#host = host;
    this.#listener = listener;
  }

  get view(): CodeFieldView {
    return this.#view;
  }

  get isComplete(): boolean {
    return isCompleteCode(this.#view.value, this.#format);
  }

  /** Found anew each time: a screen that comes back brings a new input. */
  get #input(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector('#code');
  }

  setFormat(format: CodeFormat): void {
    this.#format = format;
  }

  clear(): void {
    const input = this.#host.hasUpdated ? this.#input : null;
    if (input) input.value = '';
    this.#composing = false;
    this.#show({...empty, selection: this.#view.selection && [0, 0]});
  }

  readonly handleInput = (): void => {
    if (!this.#composing) this.#take();
  };

  /**
   * Telex and VNI input methods use digit and letter keys: while they compose, nothing that is in the field is meant
   * yet.
   */
  readonly handleCompositionStart = (): void => {
    this.#composing = true;
  };

  readonly handleCompositionEnd = (): void => {
    this.#composing = false;
    this.#take();
  };

  readonly handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing || this.#composing) return;
    event.preventDefault();
    this.#listener.onEnter();
  };

  readonly toggleReveal = (): void => {
    this.#show({...this.#view, revealed: !this.#view.revealed});
  };

  readonly handleFocus = (): void => {
    document.addEventListener('selectionchange', this.#followSelection);
    this.#followSelection();
  };

  readonly handleBlur = (): void => {
    document.removeEventListener('selectionchange', this.#followSelection);
    this.#show({...this.#view, selection: null});
  };

  readonly #followSelection = (): void => {
    const input = this.#input;
    if (!input) return;
    const selection = selectionOf(input);
    const [start, end] = this.#view.selection ?? [-1, -1];
    if (selection[0] !== start || selection[1] !== end) this.#show({...this.#view, selection});
  };

  #take(): void {
    const input = this.#input;
    if (!input) return;
    const before = this.#view.value;
    const value = normalizeCode(input.value, this.#format);
    if (value === null) return this.#refuse(input, before);
    this.#write(input, value);
    const wasComplete = isCompleteCode(before, this.#format);
    this.#show({...this.#view, value, refused: false, selection: this.#view.selection && selectionOf(input)});
    // What has no length of its own is complete when the customer says so.
    if (this.#format.alphabet !== 'any' && !wasComplete && this.isComplete) this.#listener.onComplete();
  }

  /**
   * Puts the normalised text back only where it differs: writing `value` moves the caret and empties the undo
   * history.
   */
  #write(input: HTMLInputElement, value: string): void {
    if (input.value === value) return;
    const caret = normalizeCode(input.value.slice(0, input.selectionStart ?? 0), this.#format)?.length ?? value.length;
    input.value = value;
    input.setSelectionRange(caret, caret);
  }

  #refuse(input: HTMLInputElement, before: string): void {
    const grown = input.value.length - before.length;
    const caret = Math.min(Math.max(0, (input.selectionStart ?? 0) - Math.max(0, grown)), before.length);
    input.value = before;
    input.setSelectionRange(caret, caret);
    this.#show({...this.#view, value: before, refused: true});
  }

  #show(view: CodeFieldView): void {
    this.#view = view;
    this.#host.requestUpdate();
  }
}

const selectionOf = ({selectionStart, selectionEnd}: HTMLInputElement) =>
  [selectionStart ?? 0, selectionEnd ?? 0] as const;
