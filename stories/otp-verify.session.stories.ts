import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {verify} from './fixtures/states/verify.js';

const meta: Meta<Args> = {...metaOf(verify), title: 'otp-verify/One verification for the session'};
export default meta;

const state = storiesFrom(verify);
export const OfferingToCoverLaterOrders: Story = state('offering to cover later orders');
export const VerifiedAndLaterOrdersWithIt: Story = state('verified, and later orders with it');
export const CoveredByAnEarlierVerification: Story = state('covered by an earlier verification');
