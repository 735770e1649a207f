import {deviceCodeMessages} from '../../../i18n/messages/device-code.js';
import {deviceMessages} from '../../../i18n/messages/device.js';
import {problemMessages} from '../../../i18n/messages/problems.js';

/** Every message of the element, by id. */
export const deviceCodeTexts = {...problemMessages, ...deviceMessages, ...deviceCodeMessages};
export type DeviceCodeTexts = typeof deviceCodeTexts;
