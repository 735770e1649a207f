import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {cancel} from './fixtures/states/cancel.js';

const meta: Meta<Args> = {...metaOf(cancel), title: 'otp-cancel/Problems'};
export default meta;

const state = storiesFrom(cancel);
export const SessionExpired: Story = state('session expired');
export const Offline: Story = state('offline');
export const LockedUntil: Story = state('locked until');
export const Dismissed: Story = state('dismissed');
export const DismissedUnsure: Story = state('dismissed, unsure');
