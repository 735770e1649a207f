import type {Meta} from '@storybook/web-components-vite';
import {metaOf, shownPlayed, storiesFrom, type Args, type Story} from './fixtures/mount/stories.js';
import {list} from './fixtures/states/list.js';

const meta: Meta<Args> = {...metaOf(list), title: 'otp-list/Locked and open'};
export default meta;

const state = storiesFrom(list);
export const Empty: Story = state('empty');
export const Locked: Story = state('locked');
export const LockedWithBiometrics: Story = state('locked, with biometrics');
export const Unlocking: Story = state('unlocking');
export const WrongPassword: Story = state('wrong password');
export const WrongPasswordOneTryLeft: Story = state('wrong password, one try left');
export const BiometricsChanged: Story = state('biometrics changed');
export const Disabled: Story = state('disabled');
// On its docs page the list opens by itself.
export const Open: Story = shownPlayed(state('open'));
export const Copied: Story = state('copied');
export const OpenCodesHidden: Story = {...state('open, codes hidden'), name: 'Open, Codes Hidden'};
export const OpenWithBiometrics: Story = state('open, with biometrics');
export const AnAccountThatHasMoved: Story = state('an account that has moved');
export const AnAccountThatWasRemoved: Story = state('an account that was removed');
export const AnAccountThatWasCancelled: Story = state('an account that was cancelled');
export const AnAccountThatIsNotActivated: Story = state('an account that is not activated');
export const OpenWithFailedAttempts: Story = state('open, with failed attempts');
export const OpenNotConfirmed: Story = state('open, not confirmed');
