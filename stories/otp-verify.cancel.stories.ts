import type {Meta} from '@storybook/web-components-vite';
import {metaOf, verifying, type AccountArgs, type AccountStory} from './fixtures/kits/account.js';

const meta: Meta<AccountArgs> = {...metaOf('verify'), title: 'otp-verify/Cancel in place'};
export default meta;

export const CancelInPlace: AccountStory = verifying('cancel in place');
export const MethodChangedAfterCancelling: AccountStory = verifying('method changed after cancelling');
export const SeveralMethodsAfterCancelling: AccountStory = verifying('several methods after cancelling');
export const NoUsableMethod: AccountStory = verifying('no usable method');
export const LimitExceeded: AccountStory = verifying('limit exceeded');
