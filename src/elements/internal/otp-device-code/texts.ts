import {deviceCodeMessages} from '../../../i18n/messages/device-code.js';
import {deviceMessages} from '../../../i18n/messages/device.js';
import {problemMessages} from '../../../i18n/messages/problems.js';
import {verifyMessages} from '../../../i18n/messages/verify.js';

const {leave, cancelKbOtp} = verifyMessages;

/** Every message of the element, by id. */
export const deviceCodeTexts = {...problemMessages, ...deviceMessages, ...deviceCodeMessages, leave, cancelKbOtp};
export type DeviceCodeTexts = typeof deviceCodeTexts;
