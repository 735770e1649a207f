// Made from locales/*.xlf by `npm run localize`.
import {str} from '../../../str.js';

export const templates = {
  'sessionCovered': str`You have verified. You will not be asked again for orders until ${0}.`,
  'sessionOptIn': str`No code for orders until ${0}`,
  'sessionOptInHint': `Cash transfers always need verification.`,
};
