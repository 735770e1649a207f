import type {Meta} from '@storybook/web-components-vite';
import {listMeta, listing, type DeviceArgs, type DeviceStory} from './fixtures/kits/device.js';

const meta: Meta<DeviceArgs> = {...listMeta, title: 'otp-list/Locked and open'};
export default meta;

export const Empty: DeviceStory = listing('empty');
export const Locked: DeviceStory = listing('locked');
export const LockedWithBiometrics: DeviceStory = listing('locked, with biometrics');
export const Unlocking: DeviceStory = listing('unlocking');
export const WrongPassword: DeviceStory = listing('wrong password');
export const WrongPasswordOneTryLeft: DeviceStory = listing('wrong password, one try left');
export const Disabled: DeviceStory = listing('disabled');
export const Open: DeviceStory = listing('open');
export const Copied: DeviceStory = listing('copied');
export const OpenWithBiometrics: DeviceStory = listing('open, with biometrics');
export const AnAccountThatHasMoved: DeviceStory = listing('an account that has moved');
export const AnAccountThatWasRemoved: DeviceStory = listing('an account that was removed');
export const AnAccountThatWasCancelled: DeviceStory = listing('an account that was cancelled');
export const AnAccountThatIsNotActivated: DeviceStory = listing('an account that is not activated');
export const OpenWithFailedAttempts: DeviceStory = listing('open, with failed attempts');
export const OpenNotConfirmed: DeviceStory = listing('open, not confirmed');
