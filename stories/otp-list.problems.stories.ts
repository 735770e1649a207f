import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {list} from './fixtures/states/list.js';

const meta: Meta<Args> = {...metaOf(list), title: 'otp-list/Forgotten and broken'};
export default meta;

const state = storiesFrom(list);
export const ForgottenFirstQuestion: Story = state('forgotten, first question');
export const ForgottenSecondQuestion: Story = state('forgotten, second question');
export const Resetting: Story = state('resetting');
export const ResetDone: Story = state('reset done');
export const ResetButNotCleanedUp: Story = state('reset, but not cleaned up');
export const StorageUnavailable: Story = state('storage unavailable');
export const SiteDataDeleted: Story = state('site data deleted');
export const Damaged: Story = state('damaged');
export const OfANewerVersion: Story = state('of a newer version');
