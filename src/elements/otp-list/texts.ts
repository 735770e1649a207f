import {deviceMessages} from '../../i18n/messages/device.js';
import {listMessages} from '../../i18n/messages/list.js';
import {problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';

/** Every message of the element, by id. */
export const listTexts = {...verifyMessages, ...problemMessages, ...deviceMessages, ...listMessages};
export type ListTexts = typeof listTexts;
