import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {verifyOnDevice} from './fixtures/states/verify-on-device.js';

const meta: Meta<Args> = {...metaOf(verifyOnDevice), title: 'otp-verify/Cancel in place'};
export default meta;

const state = storiesFrom(verifyOnDevice);
export const CancelInPlace: Story = state('cancel in place');
export const MethodChangedAfterCancelling: Story = state('method changed after cancelling');
export const SeveralMethodsAfterCancelling: Story = state('several methods after cancelling');
export const NoUsableMethod: Story = state('no usable method');
export const LimitExceeded: Story = state('limit exceeded');
