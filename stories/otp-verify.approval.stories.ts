import type {Meta} from '@storybook/web-components-vite';
import {metaOf, onAPhone, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {verify} from './fixtures/states/verify.js';

const meta: Meta<Args> = {...metaOf(verify), title: 'otp-verify/Approval on the phone'};
export default meta;

const state = storiesFrom(verify);
export const AskingOnThePhone: Story = state('asking on the phone');
/** On the phone itself: the app is a press away. */
export const AskingOnThisVeryPhone: Story = onAPhone(state('asking on the phone'), {
  'm-able': 'https://app.example/m-able',
});
export const AskingOnThePhoneWithoutANetwork: Story = state('asking on the phone, without a network');
export const AskingForACodeBesideThePhone: Story = state('asking for a code beside the phone');
export const RejectedOnThePhone: Story = state('rejected on the phone');
