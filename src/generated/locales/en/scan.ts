// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'boundCreate': `Create the code`,
  'boundOnly': `This code is for this transaction only.`,
  'boundReview': `Review the transaction before creating a code`,
  'scan': `Scan the QR code`,
  'scanCameraBusy': `The camera is in use elsewhere. Close the app that uses it, then try again.`,
  'scanCode': str`Code ${0}, seconds left: ${1}`,
  'scanCopied': `Copied`,
  'scanCopy': `Copy`,
  'scanExpired': str`The QR code has expired. Get a new QR code on ${0}.`,
  'scanForeign': `This QR code is not from KBSV. Don’t continue on the page that shows it.`,
  'scanHint': `Point the camera at the QR code on the screen that asks for verification.`,
  'scanNoCamera': `No camera was found on this device.`,
  'scanNotAllowed': `The camera can’t be opened. Allow the camera, then try again.`,
  'scanNotCopied': `The code could not be copied. Please type it yourself.`,
  'scanNotLoaded': `The scanner could not be loaded. Check your network connection, then try again.`,
  'scanOtherAccount': `This transaction does not belong to any account on this device.`,
  'scanSlow': str`Approving. If it takes long, enter this code on ${0}.`,
  'scanStarting': `Opening the camera…`,
  'scanType': str`Enter this code on ${0}.`,
  'scanUnheard': str`No result yet. If ${0} has not gone on, enter this code.`,
};
