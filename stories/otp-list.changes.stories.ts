import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {list} from './fixtures/states/list.js';

const meta: Meta<Args> = {...metaOf(list), title: 'otp-list/Changes'};
export default meta;

const state = storiesFrom(list);
export const AddingAnAccount: Story = state('adding an account');
export const ConfirmingARemoval: Story = state('confirming a removal');
export const Removing: Story = state('removing');
export const Removed: Story = state('removed');
export const AskedForThePresentPassword: Story = state('asked for the present password');
export const AskedWithBiometrics: Story = state('asked for the present password, with biometrics');
export const ThePresentPasswordWrong: Story = state('the present password wrong');
export const CheckingThePresentPassword: Story = state('checking the present password');
export const ChangingThePassword: Story = state('changing the password');
export const ANewPasswordRefused: Story = state('a new password refused');
export const ConfirmingANewPassword: Story = state('confirming a new password');
export const PasswordChanged: Story = state('password changed');
