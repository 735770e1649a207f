import {deviceSheets} from './device-sheets.js';
import {scanStyles} from './scan.js';

/** The style sheets of scanning, in their order. */
export const scanSheets = [...deviceSheets, scanStyles];
