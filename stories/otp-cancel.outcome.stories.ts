import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {cancel} from './fixtures/states/cancel.js';

const meta: Meta<Args> = {...metaOf(cancel), title: 'otp-cancel/Outcome'};
export default meta;

const state = storiesFrom(cancel);
export const Cancelling: Story = state('cancelling');
export const Checking: Story = state('checking');
export const OutcomeUnknown: Story = state('outcome unknown');
export const NothingArrived: Story = state('nothing arrived');
export const Cleaning: Story = state('cleaning');
export const Done: Story = state('done');
export const DoneTheAnswerWasLost: Story = state('done, the answer was lost');
export const DoneWhereKbOtpIsRegistered: Story = {
  ...state('done, where KB-OTP is registered'),
  name: 'Done Where KB-OTP Is Registered',
};
export const DoneNotCleanedUp: Story = state('done, not cleaned up');
export const CancelledBefore: Story = state('cancelled before');
