import type {Meta} from '@storybook/web-components-vite';
import {enrollMeta, enrolling, type DeviceArgs, type DeviceStory} from './fixtures/kits/device.js';

const meta: Meta<DeviceArgs> = {...enrollMeta, title: 'otp-enroll/Password'};
export default meta;

export const CreatingAPassword: DeviceStory = enrolling('creating a password');
export const RefusedDigitsInARow: DeviceStory = enrolling('refused, digits in a row');
export const RefusedOneDigit: DeviceStory = enrolling('refused, one digit');
export const RefusedADate: DeviceStory = enrolling('refused, a date');
export const RefusedKeysInALine: DeviceStory = enrolling('refused, keys in a line');
export const Confirming: DeviceStory = enrolling('confirming');
export const Mismatch: DeviceStory = enrolling('mismatch');
export const EnteringTheListsPassword: DeviceStory = enrolling('entering the list’s password');
export const UnlockingTheList: DeviceStory = enrolling('unlocking the list');
export const WrongPasswordOfTheList: DeviceStory = enrolling('wrong password of the list');
