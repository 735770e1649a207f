import {deviceStyles} from './device.js';
import {actionsHigh, firstWait} from './first-wait.js';
import {noticeStyles} from './notice.js';
import {verifySheets} from './verify-sheets.js';

/** The style sheets of what has to do with the list of this device, in their order. */
export const deviceSheets = [...verifySheets, noticeStyles, deviceStyles];
export const enrollSheets = [...deviceSheets, firstWait(528), actionsHigh];
