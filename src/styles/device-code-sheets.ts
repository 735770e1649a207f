import {cardStyles} from './card.js';
import {codeFieldStyles} from './code-field.js';
import {deviceCodeStyles} from './device-code.js';
import {tokens} from './tokens.js';

/** The style sheets of `<otp-device-code>`, in their order. */
export const deviceCodeSheets = [tokens, ...cardStyles, codeFieldStyles, deviceCodeStyles];
