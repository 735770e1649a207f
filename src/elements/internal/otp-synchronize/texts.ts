import {problemMessages} from '../../../i18n/messages/problems.js';
import {synchronizeMessages} from '../../../i18n/messages/synchronize.js';
import {verifyMessages} from '../../../i18n/messages/verify.js';

/** Every message of the element, by id. */
export const synchronizeTexts = {...verifyMessages, ...problemMessages, ...synchronizeMessages};
export type SynchronizeTexts = typeof synchronizeTexts;
