// Made from locales/*.xlf by `npm run localize`.
import {str} from '@lit/localize/internal/str-tag.js';

export const templates = {
  'accountLocked': `This authentication method is locked. Please call us for help.`,
  'accountLockedUntil': `This authentication method is locked for now after too many wrong codes.`,
  'challengeExpired': `The time for this code is over.`,
  'challengeLocked': `Too many wrong codes.`,
  'clientOutdated': `This page is outdated. Please reload it.`,
  'clockDrift': `The code belongs to another moment. Please switch on automatic time on your phone and enter a new code.`,
  'codeInvalid': `That code is not right. Please check it and try again.`,
  'codeInvalidLast': `That code is not right. You have 1 last try.`,
  'codeInvalidLeft': str`That code is not right. You have ${0} tries left.`,
  'codeRefused': `The code has digits only. Please enter it again.`,
  'codeReplayed': `That code has been used. Please wait for the next one.`,
  'grantExpired': `The authentication was not used in time. Please authenticate again.`,
  'maintenance': `The authentication system is under maintenance. Please come back later.`,
  'misconfigured': `This page is not set up correctly for authentication.`,
  'notSent': `The connection broke and the code was not used. Please enter it again.`,
  'offline': `You are offline.`,
  'rateLimited': `That was too fast. Please wait a moment.`,
  'refused': `The request was not accepted.`,
  'serverError': `The authentication system has a problem. Please try again.`,
  'sessionExpired': `Your session has expired. Please sign in again.`,
  'stepUpRequired': `This transaction needs a stronger authentication step.`,
  'transactionMismatch': `The transaction has changed. Please authenticate again.`,
  'unreachable': `The authentication system can’t be reached.`,
};
