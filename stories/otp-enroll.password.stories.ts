import type {Meta} from '@storybook/web-components-vite';
import {metaOf, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {enroll} from './fixtures/states/enroll.js';

const meta: Meta<Args> = {...metaOf(enroll), title: 'otp-enroll/Password'};
export default meta;

const state = storiesFrom(enroll);
export const CreatingAPassword: Story = state('creating a password');
export const RefusedDigitsInARow: Story = state('refused, digits in a row');
export const RefusedOneDigit: Story = state('refused, one digit');
export const RefusedADate: Story = state('refused, a date');
export const RefusedKeysInALine: Story = state('refused, keys in a line');
export const Confirming: Story = state('confirming');
export const Mismatch: Story = state('mismatch');
export const EnteringTheListsPassword: Story = state('entering the list’s password');
export const UnlockingTheList: Story = state('unlocking the list');
export const WrongPasswordOfTheList: Story = state('wrong password of the list');
