import type {Meta} from '@storybook/web-components-vite';
import {listMeta, listing, type DeviceArgs, type DeviceStory} from './fixtures/kits/device.js';

const meta: Meta<DeviceArgs> = {...listMeta, title: 'otp-list/Forgotten and broken'};
export default meta;

export const ForgottenFirstQuestion: DeviceStory = listing('forgotten, first question');
export const ForgottenSecondQuestion: DeviceStory = listing('forgotten, second question');
export const Resetting: DeviceStory = listing('resetting');
export const ResetDone: DeviceStory = listing('reset done');
export const ResetButNotCleanedUp: DeviceStory = listing('reset, but not cleaned up');
export const StorageUnavailable: DeviceStory = listing('storage unavailable');
export const Damaged: DeviceStory = listing('damaged');
export const OfANewerVersion: DeviceStory = listing('of a newer version');
