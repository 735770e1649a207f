import type {ReactiveController, ReactiveElement} from 'lit';
import {enterCode, isCompleteCode, type CodeEntry, type FindCode} from '../domain/code.js';
import type {CodeFormat} from '../domain/contract.js';
import {SlotSize} from './slot-size.js';

export interface CodeFieldListener {
  /** The last missing character has come; called once for each time the field fills up. */
  readonly onComplete: () => void;
  /** The customer asks to send (Enter). */
  readonly onEnter: () => void;
  /** A whole message may be pasted; the code in it is taken. Not for passwords: no message tells one. */
  readonly findCode?: FindCode;
}

/** What the slots paint. */
export interface CodeFieldView {
  readonly value: string;
  /** Start and end of the selection in characters, or null while the field has no focus. */
  readonly selection: readonly [number, number] | null;
  /** The last input held something that can't be part of a code; the field kept what it had. */
  readonly refused: boolean;
  /** The customer asked to send a code that is not complete. */
  readonly short: boolean;
  /** A static password is shown as typed. */
  readonly revealed: boolean;
  /** Nothing has been typed for a while: the caret blinks. */
  readonly rests?: boolean;
}

/**
 * Milliseconds after which a field with the focus rests. A caret that blinks while keys come costs two more style
 * passes with each of them: one for the animation that begins in another slot, one for each frame that it runs in.
 */
const REST = 500;

const empty: CodeFieldView = {value: '', selection: null, refused: false, short: false, revealed: false};

/** Deprecated, but nothing that has come since inserts what undo takes back. */
interface Inserting {
  execCommand(command: 'insertText', showsUi: false, text: string): boolean;
}

/**
 * Owns what the one real `<input>` holds: what counts as input, where the caret is, when the code is complete.
 * Does not own the look (the slots are painted by the element's view), what a complete code leads to, or any verdict.
 * The code lives here and in the input only; it is never an attribute and never part of an event.
 */
export class CodeFieldController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #listener: CodeFieldListener;
  #format: CodeFormat = {length: 6, alphabet: 'digits'};
  /** What the input held when it was last read; what an input method composes is shown, but not yet in here. */
  #taken = '';
  #view: CodeFieldView = empty;
  /** The document whose selection is listened to: an element with the focus may be moved into another. */
  #heard: Document | null = null;
  /** What is being inserted in place of what came. */
  #entry: CodeEntry | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  /** Paints the view where it is painted slot by slot; set by what has the slots. */
  paint: (() => void) | null = null;

  constructor(host: ReactiveElement, listener: CodeFieldListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
    new SlotSize(host, () => (this.#format.alphabet === 'any' ? 0 : this.#format.length));
  }

  get view(): CodeFieldView {
    return this.#view;
  }

  get isComplete(): boolean {
    return isCompleteCode(this.#view.value, this.#format);
  }

  /** Found anew each time: a screen that comes back brings a new input. */
  get #input(): HTMLInputElement | null {
    return this.#host.hasUpdated ? this.#host.renderRoot.querySelector('#code') : null;
  }

  setFormat(format: CodeFormat): void {
    this.#format = format;
  }

  /** A code that has come by itself, as if it had been pasted. A field that somebody has begun to fill keeps that. */
  receive(text: string): void {
    const input = this.#input;
    if (!input || input.readOnly || this.#view.value !== '') return;
    input.value = text;
    this.#take({data: text});
  }

  clear(): void {
    const input = this.#input;
    if (input) input.value = '';
    this.#taken = '';
    this.#show({...empty, selection: this.#view.selection && [0, 0]});
  }

  /** An element that is moved without losing its state keeps the focus, and no event says so. */
  hostConnected(): void {
    if (this.#input?.matches(':focus')) this.handleFocus();
  }

  /** Firefox and WebKit fire no `blur` when what has the focus is removed: with its element here, alone below. */
  hostDisconnected(): void {
    this.#leave();
  }

  hostUpdated(): void {
    if (this.#view.selection && !this.#input) this.#leave();
  }

  /**
   * Has the browser itself insert what the field makes of an insertion, in place of what that stands for, so that undo
   * gives it back; keeps out what the field would only take out again. By a command, since WebKit undoes nothing where
   * the selection has changed under an insertion. `input` sets right whatever an engine does differently.
   */
  readonly handleBeforeInput = (event: InputEvent): void => {
    const input = this.#input;
    const {data, isComposing} = event;
    if (!input || !data || isComposing || !event.cancelable || this.#entry || this.#format.alphabet === 'any') return;
    const [start, end] = selectionOf(input);
    const {value} = input;
    const head = value.slice(0, start) + data;
    const edited = head + value.slice(end);
    const entry = this.#enter(value, {value: edited, caret: head.length, data});
    const {code, caret, refused} = entry;
    if (refused || (code === value && caret === end)) {
      event.preventDefault();
      this.#show({...this.#view, refused, short: false});
      return;
    }
    const from = entry.whole ? 0 : start;
    const text = code.slice(from, caret);
    if (edited === code || !text) return;
    input.setSelectionRange(from, value.length - code.length + caret);
    this.#entry = entry;
    if ((input.ownerDocument as Inserting).execCommand('insertText', false, text)) event.preventDefault();
    this.#entry = null;
  };

  readonly handleInput = (event: Event): void => {
    this.#take(event);
  };

  readonly handleCompositionEnd = (): void => {
    this.#take();
  };

  readonly handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || isForInputMethod(event)) return;
    event.preventDefault();
    this.#take();
    if (!this.isComplete && !this.#input?.readOnly) this.#show({...this.#view, refused: false, short: true});
    this.#listener.onEnter();
  };

  readonly toggleReveal = (): void => {
    this.#show({...this.#view, revealed: !this.#view.revealed});
  };

  readonly handleFocus = (): void => {
    this.#listenTo(this.#host.ownerDocument);
    this.followSelection();
  };

  /** Ends a composition too: not every input method says when it gives up. */
  readonly handleBlur = (): void => {
    this.#take();
    this.#leave();
    this.#show(this.#view);
  };

  /** The event comes to the input in Firefox and WebKit, to the document in older Chromiums. */
  readonly followSelection = (): void => {
    const input = this.#input;
    if (!input) return;
    const selection = selectionOf(input);
    const [start, end] = this.#view.selection ?? [-1, -1];
    if (selection[0] !== start || selection[1] !== end) this.#show({...this.#view, selection});
  };

  #leave(): void {
    this.#listenTo(null);
    clearTimeout(this.#rest);
    this.#view = {...this.#view, selection: null};
  }

  #listenTo(heard: Document | null): void {
    this.#heard?.removeEventListener('selectionchange', this.followSelection);
    this.#heard = heard;
    heard?.addEventListener('selectionchange', this.followSelection);
  }

  #enter(before: string, edited: Parameters<typeof enterCode>[1]): CodeEntry {
    return enterCode(before, edited, this.#format, this.#listener.findCode);
  }

  #take({data, isComposing = false}: Partial<InputEvent> = {}): void {
    const input = this.#input;
    const before = this.#taken;
    if (!input || (input.value === before && this.#view.value === before)) return;
    const caret = input.selectionEnd ?? input.value.length;
    const entry = this.#entry ?? this.#enter(before, {value: input.value, caret, data});
    const value = entry.code;
    const isComplete = isCompleteCode(value, this.#format);
    // Keyboards that compose letters may never end it. Digits are composed by those that make letters of them.
    if (isComposing && !(isComplete && this.#format.alphabet === 'alphanumeric')) {
      if (!entry.refused) this.#show({...this.#view, value});
      return;
    }
    this.#taken = value;
    if (!isComposing) write(input, entry);
    const {refused} = entry;
    this.#show({...this.#view, value, refused, short: false, selection: this.#view.selection && selectionOf(input)});
    // What has no length of its own is complete when the customer says so.
    if (!isComplete || this.#format.alphabet === 'any' || entry.cut || value === before) return;
    if (entry.whole || !isCompleteCode(before, this.#format)) this.#listener.onComplete();
  }

  /** A key changes nothing on the screen but the slots, unless something was, or is now, to be said or sent. */
  #show(view: CodeFieldView, rests = false): void {
    const {refused, short} = this.#view;
    const {isComplete} = this;
    this.#view = {...view, rests};
    this.paint?.();
    const isTheSame = refused === view.refused && short === view.short && isComplete === this.isComplete;
    if (!isTheSame || this.#format.alphabet === 'any') this.#host.requestUpdate();
    clearTimeout(this.#rest);
    if (view.selection && !rests) this.#rest = setTimeout(() => this.#show(this.#view, true), REST);
  }
}

/**
 * WebKit tells of the Enter that ends a composition only after its end (https://bugs.webkit.org/show_bug.cgi?id=165004):
 * until that is mended, the key code of what an input method takes for itself is all that tells it from another Enter.
 */
const isForInputMethod = ({isComposing, keyCode}: {readonly isComposing: boolean; readonly keyCode: number}) =>
  isComposing || keyCode === 229;

/** Puts the code back only where it differs: writing `value` moves the caret and empties the undo history. */
function write(input: HTMLInputElement, {code, caret}: CodeEntry): void {
  if (input.value === code) return;
  input.value = code;
  input.setSelectionRange(caret, caret);
}

const selectionOf = ({selectionStart, selectionEnd}: HTMLInputElement) =>
  [selectionStart ?? 0, selectionEnd ?? 0] as const;
