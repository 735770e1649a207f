import {aboveList} from './above-list.js';
import {deviceSheets} from './device-sheets.js';

/** The style sheets of `<otp-list>`, in their order. */
export const listSheets = [...deviceSheets, aboveList];
