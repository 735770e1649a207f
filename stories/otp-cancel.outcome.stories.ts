import type {Meta} from '@storybook/web-components-vite';
import {cancelling, metaOf, type AccountArgs, type AccountStory} from './fixtures/kits/account.js';

const meta: Meta<AccountArgs> = {...metaOf('cancel'), title: 'otp-cancel/Outcome'};
export default meta;

export const Cancelling: AccountStory = cancelling('cancelling');
export const Checking: AccountStory = cancelling('checking');
export const OutcomeUnknown: AccountStory = cancelling('outcome unknown');
export const NothingArrived: AccountStory = cancelling('nothing arrived');
export const Cleaning: AccountStory = cancelling('cleaning');
export const Done: AccountStory = cancelling('done');
export const DoneTheAnswerWasLost: AccountStory = cancelling('done, the answer was lost');
export const DoneWhereKbOtpIsRegistered: AccountStory = {
  ...cancelling('done, where KB-OTP is registered'),
  name: 'Done Where KB-OTP Is Registered',
};
export const DoneNotCleanedUp: AccountStory = cancelling('done, not cleaned up');
export const CancelledBefore: AccountStory = cancelling('cancelled before');
