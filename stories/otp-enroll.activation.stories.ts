import type {Meta} from '@storybook/web-components-vite';
import {enrollMeta, enrolling, type DeviceArgs, type DeviceStory} from './fixtures/kits/device.js';

const meta: Meta<DeviceArgs> = {...enrollMeta, title: 'otp-enroll/Activation'};
export default meta;

export const ActivatingRegistering: DeviceStory = enrolling('activating, registering');
export const ActivatingSecuring: DeviceStory = enrolling('activating, securing');
export const ActivatingFirstCode: DeviceStory = enrolling('activating, first code');
export const Resuming: DeviceStory = enrolling('resuming');
export const ResumingActivating: DeviceStory = enrolling('resuming, activating');
export const Done: DeviceStory = enrolling('done');
