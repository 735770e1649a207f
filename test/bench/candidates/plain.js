/** The floor: what HTML gives. */
import {expose, plainInput} from '../page.js';

expose({create: (complete) => plainInput(complete), field: (element) => element, ready: () => true});
