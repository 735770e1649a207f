import type {Meta} from '@storybook/web-components-vite';
import {metaOf, verifying, type AccountArgs, type AccountStory} from './fixtures/kits/account.js';

const meta: Meta<AccountArgs> = {...metaOf('verify'), title: 'otp-verify/Code of this device'};
export default meta;

export const Offered: AccountStory = verifying('device code offered');
export const AskingForThePassword: AccountStory = verifying('asking for the password');
export const BiometricsBeside: AccountStory = verifying('biometrics beside');
export const WrongPassword: AccountStory = verifying('wrong password');
export const Unlocking: AccountStory = verifying('unlocking');
export const VerifiedByThisDevice: AccountStory = verifying('verified by this device');
export const ListLacksTheAccount: AccountStory = verifying('list lacks the account (F3)');
export const Superseded: AccountStory = verifying('superseded');
export const KeyDestroyed: AccountStory = verifying('key destroyed');
