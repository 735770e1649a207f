import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {verify} from './fixtures/states/verify.js';

const meta: Meta<Args> = {...metaOf(verify), title: 'otp-verify/QR code to scan'};
export default meta;

const state = storiesFrom(verify);
export const OfferingTheQrCode: Story = state('offering the QR code');
export const ShowingTheQrCode: Story = state('showing the QR code');
export const TheQrCodeCouldNotBeShown: Story = state('the QR code could not be shown');
export const OfferingTheQrCodeBesideThePhone: Story = state('offering the QR code beside the phone');
