// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'autoWaiting': str`The current code was already used. The new one will be sent in ${0}.`,
  'biometricsAndConfirm': `Confirm with biometrics`,
  'codeFromOtherDevice': `Enter a code from another device`,
  'deviceLacksAccount': `This account is not in the List of KB-OTP on this device. If you reinstalled the app or reset the KB-OTP password, press “Cancel KB-OTP” and register again.`,
  'deviceSuperseded': `The account has moved to another device. Please enter the code from that device.`,
  'deviceUnusable': `The List of KB-OTP on this device no longer works. Press “Cancel KB-OTP” and register again.`,
  'thisDeviceLabel': `KB-OTP password of this device`,
  'typeInstead': `Enter the code yourself`,
  'unlockAndUse': `Unlock and confirm`,
  'unlockToUse': `Once unlocked, the account’s code is filled in and sent at once.`,
  'useThisDevice': `Use this device’s code`,
};
