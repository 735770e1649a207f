import {connect, machine} from '@zag-js/pin-input';
import {normalizeProps, spreadProps, VanillaMachine} from '@zag-js/vanilla';
import {expose} from '../page.js';

let count = 0;

expose({
  create(complete) {
    const element = document.createElement('div');
    const inputs = Array.from({length: 6}, () => element.appendChild(document.createElement('input')));
    const service = new VanillaMachine(machine, {
      id: `pin-${(count += 1)}`,
      otp: true,
      count: 6,
      onValueComplete: complete,
    });
    const paint = () => {
      const api = connect(service.service, normalizeProps);
      spreadProps(element, api.getRootProps());
      inputs.forEach((input, index) => spreadProps(input, api.getInputProps({index})));
    };
    paint();
    service.subscribe(paint);
    queueMicrotask(() => service.start());
    return element;
  },
  field: (element) => element.querySelector('input'),
  ready: (element) => element.querySelector('input')?.id,
});
