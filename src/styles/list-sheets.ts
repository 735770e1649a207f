import {aboveList} from './above-list.js';
import {deviceSheets} from './device-sheets.js';
import {actionsHigh} from './first-wait.js';

/** The style sheets of `<otp-list>`, in their order. */
export const listSheets = [...deviceSheets, actionsHigh, aboveList];
