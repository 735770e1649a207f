import {listMessages} from '../../../i18n/messages/list.js';
import {scanMessages} from '../../../i18n/messages/scan.js';
import {requestsTexts} from '../otp-requests/texts.js';

const {copy, copied, copiedHere, notCopied, codeOf} = listMessages;

/** Every message of the element, by id. */
export const scanTexts = {...requestsTexts, ...scanMessages, copy, copied, copiedHere, notCopied, codeOf};
export type ScanTexts = typeof scanTexts;
