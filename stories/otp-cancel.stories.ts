import type {Meta} from '@storybook/web-components-vite';
import {cancelling, metaOf, type AccountArgs, type AccountStory} from './fixtures/kits/account.js';

const meta: Meta<AccountArgs> = {...metaOf('cancel'), title: 'otp-cancel/Before the proof'};
export default meta;

export const ChoosingAnAccount: AccountStory = cancelling('choosing an account');
export const Loading: AccountStory = cancelling('loading');
export const NotEnrolled: AccountStory = cancelling('not enrolled');
export const NotEnrolledWhereKbOtpIsRegistered: AccountStory = {
  ...cancelling('not enrolled, where KB-OTP is registered'),
  name: 'Not Enrolled Where KB-OTP Is Registered',
};
export const Unavailable: AccountStory = cancelling('unavailable');
export const Consequences: AccountStory = cancelling('consequences');
export const ConsequencesForDerivatives: AccountStory = cancelling('consequences for derivatives');
export const ConsequencesDeviceUnknown: AccountStory = cancelling('consequences, device unknown');
