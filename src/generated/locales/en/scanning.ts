// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'qrFailed': `The QR code could not be shown. Please try again.`,
  'qrHide': `Hide the QR code`,
  'qrHint': str`Scan the QR code in the List of KB-OTP on “${0}”, then enter the code it shows.`,
  'qrHintAnyPhone': `Scan the QR code in the List of KB-OTP in KB-Mobile or M-able, then enter the code it shows.`,
  'qrHintShort': `Scan in the List of KB-OTP for a code.`,
  'qrName': `QR code to scan with your phone`,
  'qrShow': `Scan the QR code`,
};
