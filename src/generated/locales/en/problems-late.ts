// Made from locales/*.xlf by `npm run localize`.
import {str} from '@lit/localize/internal/str-tag.js';

export const templates = {
  'accountLocked': `This authentication method is locked. Please contact KBSV for help.`,
  'accountLockedUntil': `This authentication method is locked for now after too many wrong codes.`,
  'challengeLocked': `Too many wrong codes. Please verify again.`,
  'challengeNotFound': `This verification request no longer exists. Please verify again.`,
  'clientOutdated': `This page has a newer version. Please reload it.`,
  'clockDrift': `Your phone’s clock is off. Turn on automatic time, then enter a new code.`,
  'codeJustSent': str`A code was just sent. You can send a new one in ${0}.`,
  'codeReplayed': `This code was already used. Please wait for the next one.`,
  'codeReplayedIn': str`This code was already used. New code in ${0}.`,
  'codeReplayedNow': `There is a new code. Enter the code shown now.`,
  'grantExpired': `Your verification has expired. Please verify again.`,
  'limitExceeded': `This exceeds the temporary limit after a change of authentication method. Please lower the amount or try again later.`,
  'maintenance': `The authentication system is under maintenance. Please come back later.`,
  'misconfigured': `You can’t verify on this page. Please use another channel or contact KBSV.`,
  'noMethod': `No authentication method can be used right now. Please contact KBSV for help.`,
  'refused': `The request was not accepted. Please contact KBSV for help.`,
  'sessionExpired': `Your session has expired. Please sign in again.`,
  'stepUpRequired': `One more verification step is needed to continue.`,
  'transactionMismatch': `The transaction has changed. Please verify again.`,
};
