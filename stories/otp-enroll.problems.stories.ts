import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {enroll} from './fixtures/states/enroll.js';

const meta: Meta<Args> = {...metaOf(enroll), title: 'otp-enroll/Problems'};
export default meta;

const state = storiesFrom(enroll);
export const FirstCodeRefused: Story = state('first code refused');
export const OutcomeUnknown: Story = state('outcome unknown');
export const SessionExpired: Story = state('session expired');
export const AlreadyEnrolled: Story = state('already enrolled');
export const Offline: Story = state('offline');
export const StorageUnavailable: Story = state('storage unavailable');
export const Dismissed: Story = state('dismissed');
