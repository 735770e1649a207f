import {OTPInput} from 'input-otp';
import {h, render} from 'preact';
import {expose} from '../page.js';

const slot = ({char, isActive}, index) => h('div', {key: index, class: isActive ? 'slot active' : 'slot'}, char);

expose({
  create(onComplete) {
    const element = document.createElement('div');
    const slots = (props) => props.slots.map(slot);
    render(h(OTPInput, {maxLength: 6, onComplete, render: slots}), element);
    return element;
  },
  field: (element) => element.querySelector('input'),
  ready: (element) => element.querySelector('input'),
});
