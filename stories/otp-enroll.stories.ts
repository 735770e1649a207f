import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {enroll} from './fixtures/states/enroll.js';

const meta: Meta<Args> = {...metaOf(enroll), title: 'otp-enroll/Before the password'};
export default meta;

const state = storiesFrom(enroll);
export const Loading: Story = state('loading');
export const WrongChannel: Story = state('wrong channel');
export const WrongChannelWithTheApps: Story = {
  ...state('wrong channel, with the apps'),
  name: 'Wrong Channel With the Apps',
};
export const Terms: Story = state('terms');
export const TermsWithALink: Story = {...state('terms, with a link'), name: 'Terms With a Link'};
export const TermsKbOtpElsewhere: Story = {
  ...state('terms, KB-OTP elsewhere'),
  name: 'Terms KB-OTP Elsewhere',
};
export const AlreadyHere: Story = state('already here');
export const Proving: Story = state('proving');
export const SteppingUp: Story = state('stepping up');
export const ChoosingAccounts: Story = state('choosing accounts');
export const CheckingProofs: Story = state('checking proofs');
export const NeedingProofs: Story = state('needing proofs');
export const ProvingAnAccount: Story = state('proving an account');
