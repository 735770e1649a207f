import {deviceMessages} from '../../../i18n/messages/device.js';
import {problemMessages} from '../../../i18n/messages/problems.js';
import {requestMessages} from '../../../i18n/messages/requests.js';
import {verifyMessages} from '../../../i18n/messages/verify.js';

/** Every message of the element, by id. */
export const requestsTexts = {...verifyMessages, ...problemMessages, ...deviceMessages, ...requestMessages};
export type RequestsTexts = typeof requestsTexts;
