import {defineCustomElement} from '@ionic/core/components/ion-input-otp.js';
import {expose} from '../page.js';

defineCustomElement();
expose({
  create(complete) {
    const element = Object.assign(document.createElement('ion-input-otp'), {length: 6});
    element.addEventListener('ionComplete', complete);
    return element;
  },
  field: (element) => element.querySelector('input'),
  ready: (element) => element.querySelectorAll('input').length >= 6,
});
