import {property} from 'lit/decorators.js';
import {KbOtpElement} from './kb-otp-element.js';

/** An element that is a form control: it has a value, and with `required` it keeps the form from being sent. */
export abstract class FormElement extends KbOtpElement {
  static readonly formAssociated = true;

  /** The form can't be sent before the customer has verified. */
  @property({type: Boolean, reflect: true}) required = false;

  /** Asks nothing of the customer or the endpoint. */
  @property({type: Boolean, reflect: true}) disabled = false;

  readonly #internals = this.attachInternals();
  #formDisabled = false;

  /** What a form submits under the element's name. */
  abstract get value(): string;

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  /** Whether something is missing, as of any form control. */
  get validity(): ValidityState {
    return this.#internals.validity;
  }

  /** What the browser tells the customer while something is missing. */
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  /** Whether the form asks this element at all. */
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  /** Disabled by itself or by the form. */
  protected get isDisabled(): boolean {
    return this.disabled || this.#formDisabled;
  }

  formDisabledCallback(disabled: boolean): void {
    this.#formDisabled = disabled;
    this.requestUpdate();
  }

  /** Whether the form may be sent as far as this element is concerned. */
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  /** As `checkValidity`, and shows the customer what is missing. */
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  /** @param explain the browser's message while a required value is missing */
  protected updateForm(explain: () => string): void {
    this.#internals.setFormValue(this.value || null, '');
    const missing = this.required && !this.value;
    this.#internals.setValidity(missing ? {valueMissing: true} : {}, missing ? explain() : '');
  }
}
