import type {Meta} from '@storybook/web-components-vite';
import {cancelling, metaOf, type AccountArgs, type AccountStory} from './fixtures/kits/account.js';

const meta: Meta<AccountArgs> = {...metaOf('cancel'), title: 'otp-cancel/Problems'};
export default meta;

export const SessionExpired: AccountStory = cancelling('session expired');
export const Offline: AccountStory = cancelling('offline');
export const LockedUntil: AccountStory = cancelling('locked until');
export const Dismissed: AccountStory = cancelling('dismissed');
export const DismissedUnsure: AccountStory = cancelling('dismissed, unsure');
