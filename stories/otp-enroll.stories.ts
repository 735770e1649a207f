import type {Meta} from '@storybook/web-components-vite';
import {enrollMeta, enrolling, type DeviceArgs, type DeviceStory} from './fixtures/kits/device.js';

const meta: Meta<DeviceArgs> = {...enrollMeta, title: 'otp-enroll/Before the password'};
export default meta;

export const Loading: DeviceStory = enrolling('loading');
export const WrongChannel: DeviceStory = enrolling('wrong channel');
export const Terms: DeviceStory = enrolling('terms');
export const TermsKbOtpElsewhere: DeviceStory = {
  ...enrolling('terms, KB-OTP elsewhere'),
  name: 'Terms KB-OTP Elsewhere',
};
export const AlreadyHere: DeviceStory = enrolling('already here');
export const Proving: DeviceStory = enrolling('proving');
export const SteppingUp: DeviceStory = enrolling('stepping up');
export const ChoosingAccounts: DeviceStory = enrolling('choosing accounts');
export const CheckingProofs: DeviceStory = enrolling('checking proofs');
export const NeedingProofs: DeviceStory = enrolling('needing proofs');
export const ProvingAnAccount: DeviceStory = enrolling('proving an account');
