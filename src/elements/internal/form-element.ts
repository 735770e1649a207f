import {FlowElement} from './flow-element.js';
import type {FlowSchema} from './flow-schema.js';
import {flag, property} from './properties.js';

/** What an element is whose browser can't say. */
const invalid = {valid: false} as ValidityState;

/** An element that is a form control: it has a value, and with `required` it keeps the form from being sent. */
export abstract class FormElement<S extends FlowSchema> extends FlowElement<S> {
  static readonly formAssociated = true;

  /** The form can't be sent before the customer has verified. */
  @property({type: flag, reflect: true}) required = false;

  /** Asks nothing of the customer or the endpoint. */
  @property({type: flag, reflect: true}) disabled = false;

  /** Missing in a browser that is told to be too old. */
  readonly #internals =
    'setFormValue' in (globalThis.ElementInternals?.prototype ?? {}) ? this.attachInternals() : null;
  #formDisabled = false;

  /** What a form submits under the element's name. */
  abstract get value(): string;

  /** Name under which a form submits the value. */
  get name(): string {
    return this.getAttribute('name') ?? '';
  }

  set name(name: string | null | undefined) {
    this.setAttribute('name', name ?? '');
  }

  /** The labels of the page that are for it. */
  get labels(): NodeList | null {
    return this.#internals?.labels ?? null;
  }

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }

  /** Whether something is missing, as of any form control. */
  get validity(): ValidityState {
    return this.#internals?.validity ?? invalid;
  }

  /** What the browser tells the customer while something is missing. */
  get validationMessage(): string {
    return this.#internals?.validationMessage ?? '';
  }

  /** Whether the form asks this element at all. */
  get willValidate(): boolean {
    return this.#internals?.willValidate ?? false;
  }

  /** Disabled by itself or by the form. */
  protected get isDisabled(): boolean {
    return this.disabled || this.#formDisabled;
  }

  /** A form asks the attribute itself, whatever its text is. */
  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (value !== null && (name === 'required' || name === 'disabled') && !this[name]) this.removeAttribute(name);
  }

  formDisabledCallback(disabled: boolean): void {
    this.#formDisabled = disabled;
    this.requestUpdate();
  }

  /** Whether the form may be sent as far as this element is concerned. */
  checkValidity(): boolean {
    return this.#internals?.checkValidity() ?? false;
  }

  /** As `checkValidity`, and shows the customer what is missing. */
  reportValidity(): boolean {
    return this.#internals?.reportValidity() ?? false;
  }

  /** @param explain the browser's message while a required value is missing */
  protected updateForm(explain: () => string): void {
    this.#internals?.setFormValue(this.value || null, '');
    const missing = this.required && !this.value;
    this.#internals?.setValidity(missing ? {valueMissing: true} : {}, missing ? explain() : '');
  }
}
