/** The direct peer: a code field made with Lit. */
import '@awesome.me/webawesome/dist/components/otp-input/otp-input.js';
import {expose} from '../page.js';

expose({
  create(complete) {
    const element = document.createElement('wa-otp-input');
    element.addEventListener('wa-complete', complete);
    return element;
  },
  field: (element) => element.shadowRoot.querySelector('input'),
  ready: (element) => element.shadowRoot?.querySelector('input'),
});
