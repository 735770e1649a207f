import {cancelMessages} from '../../i18n/messages/cancel.js';
import {problemMessages} from '../../i18n/messages/problems.js';
import {verifyMessages} from '../../i18n/messages/verify.js';

/** Every message of the element, by id. */
export const cancelTexts = {...verifyMessages, ...problemMessages, ...cancelMessages};
export type CancelTexts = typeof cancelTexts;
