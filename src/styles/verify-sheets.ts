import {cardStyles} from './card.js';
import {codeFieldStyles} from './code-field.js';
import {nestedStyles} from './nested.js';
import {tokens} from './tokens.js';

/** The style sheets of `<otp-verify>`, in their order. */
export const verifySheets = [tokens, ...cardStyles, codeFieldStyles, nestedStyles];
