// Made from locales/*.xlf by `npm run localize`.
import {str} from '@lit/localize/internal/str-tag.js';

export const templates = {
  'autoWaiting': str`The current code was already used. The new one will be sent in ${0}.`,
  'deviceLacksAccount': `The List of KB-OTP on this device does not have the account. If you have reinstalled the app or reset the KB-OTP password, please press “Cancel KB-OTP”.`,
  'deviceSuperseded': `The account has moved to another device. Please enter the code from that device.`,
  'deviceUnusable': `The List of KB-OTP on this device can no longer be used. Please press “Cancel KB-OTP”, then register again.`,
  'typeInstead': `Type the code`,
  'unlockAndUse': `Unlock and use the code`,
  'unlockToUse': `Enter the KB-OTP password. The account’s code is filled in and sent at once.`,
  'useBiometrics': `Use biometrics`,
  'useThisDevice': `Use the code of this device`,
};
