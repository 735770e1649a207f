/** A page with nothing: what every other one is measured above. */
import {expose} from '../page.js';

expose({create: () => document.createElement('div'), field: () => null, ready: () => true});
