import {css} from 'lit';
import {cardStyles} from './card.js';
import {codeFieldStyles} from './code-field.js';
import {nestedStyles} from './nested.js';
import {tokens} from './tokens.js';

/**
 * As high as this device's list is when it asks for biometrics or the password, on a phone. A proof within another
 * element is none that this device's codes give.
 */
const ownCode = css`
  :host(:not(.nested)) .tall {
    --_first: 433px;
  }
`;

/** The style sheets of `<otp-verify>`, in their order. */
export const verifySheets = [tokens, ...cardStyles, codeFieldStyles, nestedStyles, ownCode];
