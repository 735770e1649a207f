import {scanMessages} from '../../../i18n/messages/scan.js';
import {requestsTexts} from '../otp-requests/texts.js';

/** Every message of the element, by id. */
export const scanTexts = {...requestsTexts, ...scanMessages};
export type ScanTexts = typeof scanTexts;
