import type {Meta} from '@storybook/web-components-vite';
import {listMeta, listing, type DeviceArgs, type DeviceStory} from './fixtures/kits/device.js';

const meta: Meta<DeviceArgs> = {...listMeta, title: 'otp-list/Changes'};
export default meta;

export const AddingAnAccount: DeviceStory = listing('adding an account');
export const ConfirmingARemoval: DeviceStory = listing('confirming a removal');
export const Removing: DeviceStory = listing('removing');
export const Removed: DeviceStory = listing('removed');
export const AskedForThePresentPassword: DeviceStory = listing('asked for the present password');
export const AskedWithBiometrics: DeviceStory = listing('asked for the present password, with biometrics');
export const ThePresentPasswordWrong: DeviceStory = listing('the present password wrong');
export const CheckingThePresentPassword: DeviceStory = listing('checking the present password');
export const ChangingThePassword: DeviceStory = listing('changing the password');
export const ANewPasswordRefused: DeviceStory = listing('a new password refused');
export const ConfirmingANewPassword: DeviceStory = listing('confirming a new password');
export const PasswordChanged: DeviceStory = listing('password changed');
