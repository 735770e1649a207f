// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'qrFailed': `The QR code could not be shown. Please try again.`,
  'qrHide': `Hide the QR code`,
  'qrHint': str`Scan the QR code in the List of KB-OTP on “${0}”.`,
  'qrHintAnyPhone': `Scan the QR code in the List of KB-OTP in KB-Mobile or M-able.`,
  'qrHintShort': `Scan it in the List of KB-OTP.`,
  'qrName': `QR code to scan with your phone`,
  'qrShow': `Scan the QR code`,
};
