import type {Meta} from '@storybook/web-components-vite';
import {cancelling, metaOf, type AccountArgs, type AccountStory} from './fixtures/kits/account.js';

const meta: Meta<AccountArgs> = {...metaOf('cancel'), title: 'otp-cancel/Proof'};
export default meta;

export const ProvingBySms: AccountStory = {
  ...cancelling('proving by SMS'),
  name: 'Proving By SMS',
};
export const ProvingByMatrixCard: AccountStory = cancelling('proving by matrix card');
export const ProvingByKbOtp: AccountStory = {
  ...cancelling('proving by KB-OTP'),
  name: 'Proving By KB-OTP',
};
export const ProofRefused: AccountStory = cancelling('proof refused');
