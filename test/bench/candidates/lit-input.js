/** The floor of an element that uses Lit. */
import {html, LitElement} from 'lit';
import {expose} from '../page.js';

class LitInput extends LitElement {
  static properties = {complete: {attribute: false}};

  render() {
    return html`<input autocomplete="one-time-code" inputmode="numeric" maxlength="6" @input=${this.#heard} />`;
  }

  #heard({target: {value}}) {
    if (value.length === 6) this.complete();
  }
}
customElements.define('lit-input', LitInput);

expose({
  create: (complete) => Object.assign(document.createElement('lit-input'), {complete}),
  field: (element) => element.shadowRoot.querySelector('input'),
  ready: (element) => element.shadowRoot?.querySelector('input'),
});
