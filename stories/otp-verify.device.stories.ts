import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {verifyOnDevice} from './fixtures/states/verify-on-device.js';

const meta: Meta<Args> = {...metaOf(verifyOnDevice), title: 'otp-verify/Code of this device'};
export default meta;

const state = storiesFrom(verifyOnDevice);
export const Offered: Story = state('code from another device');
export const AskingForThePassword: Story = state('asking for the password');
export const BiometricsBeside: Story = state('biometrics first');
export const AnotherPageWaitsForThisPhone: Story = state('another page waits for this phone');
export const WrongPassword: Story = state('wrong password');
export const Unlocking: Story = state('unlocking');
export const VerifiedByThisDevice: Story = state('verified by this device');
export const ListLacksTheAccount: Story = state('list lacks the account (F3)');
export const Superseded: Story = state('superseded');
export const KeyDestroyed: Story = state('key destroyed');
