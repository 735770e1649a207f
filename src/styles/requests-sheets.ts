import {noticeStyles} from './notice.js';
import {requestsStyles} from './requests.js';
import {verifySheets} from './verify-sheets.js';

/** The style sheets of what other pages ask of this device, in their order. */
export const requestsSheets = [...verifySheets, noticeStyles, requestsStyles];
