import {cancelStyles} from './cancel.js';
import {cardStyles} from './card.js';
import {nestedStyles} from './nested.js';
import {noticeStyles} from './notice.js';
import {tokens} from './tokens.js';

/** The style sheets of what changes an account's method, in their order. */
export const synchronizeSheets = [tokens, ...cardStyles, nestedStyles, noticeStyles];
export const cancelSheets = [...synchronizeSheets, cancelStyles];
