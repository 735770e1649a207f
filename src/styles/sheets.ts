import {cancelStyles} from './cancel.js';
import {cardStyles} from './card.js';
import {codeFieldStyles} from './code-field.js';
import {deviceStyles} from './device.js';
import {deviceCodeStyles} from './device-code.js';
import {nestedStyles} from './nested.js';
import {noticeStyles} from './notice.js';
import {tokens} from './tokens.js';

/** The style sheets of each element, in their order. */
export const cancelSheets = [tokens, cardStyles, nestedStyles, noticeStyles, cancelStyles];
export const enrollSheets = [tokens, cardStyles, codeFieldStyles, nestedStyles, noticeStyles, deviceStyles];
export const listSheets = enrollSheets;
export const verifySheets = [tokens, cardStyles, codeFieldStyles, nestedStyles];
export const synchronizeSheets = [tokens, cardStyles, nestedStyles, noticeStyles];
export const deviceCodeSheets = [tokens, cardStyles, codeFieldStyles, deviceCodeStyles];
