import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {cancel} from './fixtures/states/cancel.js';

const meta: Meta<Args> = {...metaOf(cancel), title: 'otp-cancel/Before the proof'};
export default meta;

const state = storiesFrom(cancel);
export const ChoosingAnAccount: Story = state('choosing an account');
export const Loading: Story = state('loading');
export const NotEnrolled: Story = state('not enrolled');
export const NotEnrolledWhereKbOtpIsRegistered: Story = {
  ...state('not enrolled, where KB-OTP is registered'),
  name: 'Not Enrolled Where KB-OTP Is Registered',
};
export const Unavailable: Story = state('unavailable');
export const Consequences: Story = state('consequences');
export const ConsequencesForDerivatives: Story = state('consequences for derivatives');
export const ConsequencesDeviceUnknown: Story = state('consequences, device unknown');
