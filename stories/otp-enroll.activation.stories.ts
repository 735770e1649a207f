import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {enroll} from './fixtures/states/enroll.js';

const meta: Meta<Args> = {...metaOf(enroll), title: 'otp-enroll/Activation'};
export default meta;

const state = storiesFrom(enroll);
export const ActivatingRegistering: Story = state('activating, registering');
export const ActivatingSecuring: Story = state('activating, securing');
export const ActivatingFirstCode: Story = state('activating, first code');
export const Resuming: Story = state('resuming');
export const ResumingActivating: Story = state('resuming, activating');
export const Done: Story = state('done');
