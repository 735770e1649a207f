// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'browserUnsupported': `This browser is too old for verification. Update it or use another browser.`,
  'cannotGoOn': `It is not possible to continue right now.`,
  'codeInvalid': `Wrong code. Please check it and try again.`,
  'codeInvalidLast': `Wrong code. You have 1 try left.`,
  'codeInvalidLeft': str`Wrong code. You have ${0} tries left.`,
  'codeRefused': `The code has digits only. Please enter it again.`,
  'offline': `You are offline. Please check your connection and try again.`,
  'serverError': `The authentication system has a problem. Please try again.`,
  'unreachable': `The authentication system can’t be reached. Please try again.`,
};
