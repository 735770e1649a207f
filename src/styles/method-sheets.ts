import {cancelStyles} from './cancel.js';
import {cardStyles} from './card.js';
import {actionsHigh, firstWait} from './first-wait.js';
import {nestedStyles} from './nested.js';
import {noticeStyles} from './notice.js';
import {tokens} from './tokens.js';

/** The style sheets of what changes an account's method, in their order. */
const sheets = [tokens, ...cardStyles, nestedStyles, noticeStyles];
export const synchronizeSheets = [...sheets, firstWait(504), actionsHigh];
export const cancelSheets = [...sheets, cancelStyles, firstWait(528), actionsHigh];
