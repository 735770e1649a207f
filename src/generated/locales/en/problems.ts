// Made from locales/*.xlf by `npm run localize`.
import {str} from '@lit/localize/internal/str-tag.js';

export const templates = {
  'browserUnsupported': `This browser is too old for verification. Update it or use another browser.`,
  'cannotGoOn': `It is not possible to continue right now.`,
  'challengeExpired': `The time to enter the code has run out. Please verify again.`,
  'codeInvalid': `Wrong code. Please check it and try again.`,
  'codeInvalidLast': `Wrong code. You have 1 try left.`,
  'codeInvalidLeft': str`Wrong code. You have ${0} tries left.`,
  'codeMissing': `Please fill this in before you confirm.`,
  'codeRefused': `The code has digits only. Please enter it again.`,
  'codeRefusedLetters': `The code has letters and digits only. Please enter it again.`,
  'codeShort': str`The code has ${0} digits. Please enter all of them.`,
  'codeShortLetters': str`The code has ${0} characters. Please enter all of them.`,
  'notSent': `The connection was lost and the code was not checked. Please enter it again.`,
  'offline': `You are offline. Please check your connection and try again.`,
  'rateLimited': `Too many requests in a row. Please wait, then try again.`,
  'serverError': `The authentication system has a problem. Please try again.`,
  'unreachable': `The authentication system can’t be reached. Please try again.`,
};
