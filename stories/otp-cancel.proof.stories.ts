import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {cancel} from './fixtures/states/cancel.js';

const meta: Meta<Args> = {...metaOf(cancel), title: 'otp-cancel/Proof'};
export default meta;

const state = storiesFrom(cancel);
export const ProvingBySms: Story = {
  ...state('proving by SMS'),
  name: 'Proving By SMS',
};
export const ProvingByMatrixCard: Story = state('proving by matrix card');
export const ProvingByKbOtp: Story = {
  ...state('proving by KB-OTP'),
  name: 'Proving By KB-OTP',
};
export const ProofRefused: Story = state('proof refused');
