// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'requestApprove': `Approve`,
  'requestApproved': str`Approved. You can return to ${0}.`,
  'requestApproving': `Approving…`,
  'requestChangedMind': `I changed my mind`,
  'requestCodeUsed': `The KB-OTP code was just used. Wait for the next one, then approve again.`,
  'requestFrom': str`From ${0} at ${1}`,
  'requestGone': `This request has expired or was already answered.`,
  'requestLocked': str`Too many wrong numbers. Send a new request from ${0}.`,
  'requestNotMe': `It was not me`,
  'requestNotMeDone': `Rejected. Change your sign-in password and contact KBSV now.`,
  'requestNotMeWarning': `If you did not ask for this, someone else may know your sign-in password.`,
  'requestNotSent': `No result yet. It is safe to try again.`,
  'requestNumber': str`The two digits on ${0}`,
  'requestNumberHint': `Check the request before you approve.`,
  'requestNumberRefused': `Enter two digits only.`,
  'requestReject': `Reject`,
  'requestRejected': `Rejected. No transaction was made.`,
  'requestRejecting': `Rejecting…`,
  'requestsWaiting': str`Requests waiting: ${0}`,
  'requestTitle': `Verification request`,
  'requestUnlock': `Unlock to approve.`,
  'requestWhy': `Why do you reject it?`,
  'requestWrongNumber': str`Wrong number. Tries left: ${0}.`,
};
