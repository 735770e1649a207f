import type {Meta} from '@storybook/web-components-vite';
import {enrollMeta, enrolling, type DeviceArgs, type DeviceStory} from './fixtures/kits/device.js';

const meta: Meta<DeviceArgs> = {...enrollMeta, title: 'otp-enroll/Problems'};
export default meta;

export const FirstCodeRefused: DeviceStory = enrolling('first code refused');
export const OutcomeUnknown: DeviceStory = enrolling('outcome unknown');
export const SessionExpired: DeviceStory = enrolling('session expired');
export const AlreadyEnrolled: DeviceStory = enrolling('already enrolled');
export const Offline: DeviceStory = enrolling('offline');
export const StorageUnavailable: DeviceStory = enrolling('storage unavailable');
export const Dismissed: DeviceStory = enrolling('dismissed');
